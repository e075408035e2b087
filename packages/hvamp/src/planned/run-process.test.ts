import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runProcess } from './run-process'

let folder: string
const command = process.argv[1]!
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-run-process-'))
  process.argv[1] = join(folder, 'arguments.mjs')
  await writeFile(process.argv[1], 'console.log(JSON.stringify({ args: process.argv.slice(2) }))\n')
})
afterAll(async () => {
  process.argv[1] = command
  await rm(folder, { recursive: true })
})

async function argumentsOf(isBegun: boolean, minutes?: number): Promise<unknown> {
  const lines: unknown[] = []
  const ending = await runProcess(
    { name: 'a', folder: 'runs/a', data: 'ratings.csv', options: { seed: 3 }, title: 'a' },
    {
      isBegun,
      extra: { backend: 'native', threads: 2, checkpointSeconds: 60 },
      minutes,
      signal: new AbortController().signal,
      onLine: (line) => lines.push(line),
    },
  )
  expect([ending, lines.length]).toEqual([{ ended: 'well' }, 1])
  return (lines[0] as { args: string[] }).args.join(' ')
}

it('begins a run with all options, and resumes it with the threads and the interval of checkpoints of now', async () => {
  expect(await argumentsOf(false)).toBe(
    'train ratings.csv --out runs/a --backend native --threads 2 --checkpoint-seconds 60 --seed 3 --json',
  )
  expect(await argumentsOf(true)).toBe('train --resume runs/a --checkpoint-seconds 60 --threads 2 --json')
})

it('lets a run take as long as it may, also where that is longer than a timer can be', async () => {
  expect(await argumentsOf(true, 40_000)).toMatch(/^train --resume/)
})
