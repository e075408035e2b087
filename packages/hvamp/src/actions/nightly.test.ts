import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readlinkSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { holdLink } from '../files/link'
import { jsonLines, scratch, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

// What runs do with earlier runs is tested in runs/earlier-runs.test.ts, in this process.
const bin = fileURLToPath(new URL('../../bin/hvamp.js', import.meta.url))
const nights = isSlowToo ? 20 : 1
const fast = [
  'train',
  'ratings.csv',
  '--model',
  'wmf',
  '--factors',
  '4',
  '--epochs',
  '2',
  '--held-out-share',
  '0.2',
]

let folder: string
let remove: () => Promise<void>
const latest = () => readlinkSync(join(folder, 'runs', 'latest'))

beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  const { code, stderr } = await hostedHvamp(folder, [...fast, '--out', 'runs/first', '--latest'])
  expect(code, stderr).toBe(0)
})
afterAll(() => remove())

it('a night goes on from the newest good run, is held against it, and moves the link', async () => {
  expect(latest()).toBe('first')
  const args = ['train', '--from', 'runs/latest', '--fail-below', 'runs/latest', '--latest']
  const { code, stdout } = await hostedHvamp(folder, [...args, '--out', 'runs/second', '--json'])
  expect(code).toBe(0)
  expect(latest()).toBe('second')
  const config = JSON.parse(await readFile(join(folder, 'runs', 'second', 'config.json'), 'utf8'))
  expect(config.latest).toBe(join(folder, 'runs', 'latest')) // so that prune knows it
  const lines = jsonLines(stdout)
  expect(lines.at(-1)).toEqual({ event: 'latest', link: 'runs/latest', run: 'runs/second' })
  expect(lines.at(-2)).toMatchObject({ event: 'result', check: { against: 'runs/latest', isBelow: false } })
})

it('a link may have a slash at its end; an empty one is refused before the work', async () => {
  const run = ['train', 'ratings.csv', '--model', 'popularity']
  const { code, stderr } = await hostedHvamp(folder, [...run, '--out', 'runs/slash', '--latest', 'runs/to/'])
  expect(code, stderr).toBe(0)
  expect(readlinkSync(join(folder, 'runs', 'to'))).toBe('slash')
  const empty = await hostedHvamp(folder, [...run, '--out', 'runs/empty', '--latest', ''])
  expect({ code: empty.code, stderr: empty.stderr }).toEqual({
    code: 2,
    stderr: "hvamp: --latest: must be a path, got ''\n",
  })
})

it('a model that is worse than it may be ends with 3, keeps its run and leaves the link, also when asked again', async () => {
  const before = latest()
  const worse = ['--positive-weight', '1e-9', '--l2', '1e9', '--out', 'runs/worse'] // all scores are 0
  const failing = ['--fail-below', 'popularity', '--fail-metric', 'recall@20', '--latest']
  const { code, stderr } = await hostedHvamp(folder, [...fast, ...worse, ...failing])
  expect(code, stderr).toBe(3)
  expect(stderr).toMatch(
    /^hvamp: runs\/worse: Recall@20 must not be below that of popularity by more than chance, 0\.\d+, got 0\.\d+; runs\/latest stays where it is$/m,
  )
  const { check } = JSON.parse(await readFile(join(folder, 'runs', 'worse', 'metrics.json'), 'utf8'))
  expect(check).toMatchObject({ isBelow: true, metric: 'recall@20' })
  expect((await hostedHvamp(folder, ['train', '--resume', 'runs/worse', '--latest'])).code).toBe(3)
  expect(latest()).toBe(before)
})

it('a night with a part of the rows leaves the link, though most items and users are there', async () => {
  const before = latest()
  const lines = (await readFile(join(folder, 'ratings.csv'), 'utf8')).trimEnd().split('\n')
  await writeFile(join(folder, 'part.csv'), `${lines.filter((_, i) => i % 5 < 2).join('\n')}\n`)
  const night = ['train', 'part.csv', ...fast.slice(2), '--min-user', '2', '--latest', '--out', 'runs/part']
  const { code, stderr } = await hostedHvamp(folder, night)
  expect(code, stderr).toBe(3)
  expect(stderr).toMatch(/got data that lack \d+ of \d,?\d* interactions; runs\/latest stays where it is/)
  expect(latest()).toBe(before)
})

it('a night whose data lack most of the items leaves the link, until it is allowed', async () => {
  const before = latest()
  const lines = (await readFile(join(folder, 'ratings.csv'), 'utf8')).trimEnd().split('\n')
  const half = lines.filter((line, i) => i === 0 || Number(line.split(',')[1]) % 4 === 0)
  await writeFile(join(folder, 'half.csv'), `${half.join('\n')}\n`)
  const night = ['train', 'half.csv', ...fast.slice(2), '--fail-below', 'runs/latest', '--latest']
  const { code, stderr } = await hostedHvamp(folder, [...night, '--out', 'runs/half'])
  expect(code, stderr).toBe(3)
  expect(stderr).toMatch(/^47 of 60 items of runs\/latest are not in the data$/m)
  expect(stderr).toMatch(
    /^hvamp: runs\/half: must have at least 0\.5 of the items, training users and interactions of runs\/latest, got data that lack 47 of 60 items, 114 of 123 training users, 959 of 1,005 interactions; runs\/latest stays where it is \(--resume runs\/half --latest runs\/latest --kept-share 0 moves it\)$/m,
  )
  expect(latest()).toBe(before)
  const vanished = join(folder, 'runs', 'half', 'vanished.json')
  expect(JSON.parse(await readFile(vanished, 'utf8'))).toMatchObject({ items: 47, itemsBefore: 60 })
  const allowed = ['train', '--resume', 'runs/half', '--latest', '--kept-share', '0']
  expect((await hostedHvamp(folder, allowed)).code).toBe(0)
  await expect(readFile(vanished)).rejects.toThrow('ENOENT')
  expect(latest()).toBe('half')
})

it('a night that is killed leaves a link to a whole run; resuming its finished run moves the link', async () => {
  for (let night = 0; night < nights; night++) {
    const run = `runs/killed-${night}`
    const child = spawn(process.execPath, [bin, ...fast, '--out', run, '--latest'], {
      cwd: folder,
      stdio: 'ignore',
    })
    while (!existsSync(join(folder, run, 'metrics.json'))) await setTimeout(1)
    if (night > 0) await setTimeout(night) // milliseconds, in which the link moves
    child.kill('SIGKILL')
    if (child.exitCode === null) await once(child, 'exit')
    expect(existsSync(join(folder, 'runs', 'latest', 'model', 'model.json'))).toBe(true)
    const { code, stderr } = await hostedHvamp(folder, ['train', '--resume', run, '--latest'])
    expect(code, stderr).toBe(0)
    expect(latest()).toBe(`killed-${night}`)
  }
  const again = await hostedHvamp(folder, ['train', '--resume', join('runs', latest()), '--latest']) // leads there already
  expect(again.code, again.stderr).toBe(0)
  expect((await readdir(join(folder, 'runs'))).filter((name) => name.endsWith('unfinished'))).toEqual([])
})

it('a second night at the same time is refused: it would overtake the first', async () => {
  await holdLink(join(folder, 'busy', 'latest')) // as the first night does
  const { code, stderr } = await hostedHvamp(folder, [...fast, '--out', 'busy/second', '--latest'])
  expect(code).toBe(2)
  expect(stderr).toBe('hvamp: busy/latest: must be used by one process at a time, got a second one\n')
  expect(existsSync(join(folder, 'busy', 'second'))).toBe(false)
})
