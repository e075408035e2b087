import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bin, hvamp, scratch } from './command.fixture'
import { writeScattered } from './shards.fixture'

const scale = isSlowToo
  ? { users: 50_000, counts: [1, 4, 7], rowsAtOnce: 120_000 }
  : { users: 3000, counts: [2], rowsAtOnce: 8000 }

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeScattered(join(folder, 'orders'), { users: scale.users, items: 300, files: 5, perUser: 10 })
  const train = [
    'train',
    'orders/*.csv',
    '--model',
    'ease',
    '--implicit',
    '--min-user',
    '2',
    '--held-out',
    '100',
  ]
  const { code, stderr } = await hvamp(folder, [...train, '--out', 'model'])
  expect(code, stderr).toBe(0)
})
afterAll(() => remove())

const argsOf = (index: number, count: number) => [
  ...[
    'recommend',
    'model',
    '--shard',
    `${index}/${count}`,
    '--history',
    'orders/*.csv',
    '--out',
    `of-${count}`,
  ],
  ...['--part-format', 'jsonl', '--rows-at-once', String(Math.ceil(scale.rowsAtOnce / count))],
]
const about = (index: number, count: number, ending: string) =>
  join(folder, `of-${count}`, '_hvamp', `part-0000${index}${ending}`)
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** Kills a shard once some of its blocks are on the disk. @returns what is known of these blocks */
async function killed(index: number, count: number): Promise<unknown[]> {
  const child = spawn(process.execPath, [bin, ...argsOf(index, count)], { cwd: folder, stdio: 'ignore' })
  const segments = about(index, count, '')
  const isThere = (block: number) => existsSync(join(segments, `0000${block}.json`))
  while (!isThere(1) && child.exitCode === null) await setTimeout(5)
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  const names = (await readdir(segments)).filter((name) => /^\d+\.json$/.test(name)).sort()
  return names.map((name) => json(join(segments, name)))
}

it(`shards of ${scale.users} users that are killed resume, and all shardings give the same lists`, async () => {
  const merged: string[] = []
  for (const count of scale.counts) {
    const all = Array.from({ length: count }, (_, index) => index)
    const done = async (index: number) => {
      const { code, stderr } = await hvamp(folder, argsOf(index, count))
      expect(code, stderr).toBe(0)
    }
    for (const index of all) {
      const before = index % 2 === 0 ? await killed(index, count) : []
      expect(existsSync(join(folder, `of-${count}`, `part-0000${index}.jsonl`))).toBe(false)
      await done(index)
      const { blocks } = json(about(index, count, '.json'))
      if (index % 2 === 0) expect(before.length).toBeGreaterThanOrEqual(2)
      expect(blocks.length).toBeGreaterThan(before.length)
      expect(blocks.slice(0, before.length)).toEqual(before) // their times, too: they were not computed again
    }
    const stats = () => all.map((index) => statSync(join(folder, `of-${count}`, `part-0000${index}.jsonl`)))
    const written = stats()
    await done(all.length - 1)
    expect(stats()).toEqual(written)
    const { code, stderr } = await hvamp(folder, ['merge', `of-${count}`, '--out', `${count}.jsonl`])
    expect(code, stderr).toBe(0)
    merged.push(
      readFileSync(join(folder, `${count}.jsonl`), 'utf8')
        .trimEnd()
        .split('\n')
        .sort()
        .join('\n'),
    )
  }
  const users = merged[0]!.split('\n').map((line) => JSON.parse(line).user)
  expect(users.length).toBe(scale.users)
  expect(new Set(users).size).toBe(scale.users)
  for (const lines of merged) expect(lines === merged[0]).toBe(true)
}, 600_000)
