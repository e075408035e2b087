import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { scratch, writeSample } from '../actions/command.fixture'
import { pruneAction } from '../actions/prune'
import { holdFolder } from '../files/folder-lock'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { output } from '../terminal/output'
import { deleteRun, prunedRuns } from './prune-runs'
import { runTraining } from './run-training'
import { beginJob } from './training-job'

let made: { folder: string; remove(): Promise<void> }
beforeAll(async () => {
  made = await scratch()
  await writeSample(join(made.folder, 'ratings.csv'))
  const out = output({ json: true })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true) // lines of JSON
  const values = {
    ...runDefaults,
    model: 'popularity',
    backend: 'cpu',
    out: join(made.folder, 'run'),
  } as const
  const job = await beginJob(join(made.folder, 'ratings.csv'), requested(values), out)
  await runTraining(job, out, { checkpointSeconds: 60 })
  vi.restoreAllMocks()
})
afterAll(() => made.remove())

let folder: string
let runs: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-prune-'))
  runs = join(folder, 'runs')
  await mkdir(runs)
})
afterEach(() => rm(folder, { recursive: true }))

/** A run of some day, whose name need not say when it was. */
async function runOf(
  day: number,
  name: string,
  {
    isBelow = false,
    isFinished = true,
    refit,
    latest = join(runs, 'latest'),
  }: { isBelow?: boolean; isFinished?: boolean; refit?: string; latest?: string | null } = {},
): Promise<void> {
  const path = join(runs, name)
  await cp(join(made.folder, 'run'), path, { recursive: true })
  const edit = async (file: string, change: object) => {
    const content = JSON.parse(await readFile(join(path, file), 'utf8'))
    await writeFile(join(path, file), JSON.stringify({ ...content, ...change }))
  }
  await edit('config.json', {
    started: `2026-05-0${day}T03:00:00.000Z`,
    ...(latest !== null && { latest }),
    ...(refit && { refit: { run: refit, folder: join(runs, refit) } }),
  })
  const check = { against: 'popularity', metric: 'ndcg@100', mean: 0.1, reference: 0.2, standardError: 0.01 }
  await edit('metrics.json', { check: { ...check, isBelow } })
  if (!isFinished) await rm(join(path, 'metrics.json'))
}

const outcomes = async (keep: number, links: string[] = []) =>
  Object.fromEntries(
    (await prunedRuns(runs, { keep, links })).map(({ folder, kept }) => [
      folder.slice(runs.length + 1),
      kept ?? 'deleted',
    ]),
  )

describe('which runs go', () => {
  it('are those before the newest good ones, by when they were begun', async () => {
    for (const [day, name] of [
      [3, 'a'],
      [1, 'b'],
      [4, 'c'],
      [2, 'd'],
    ] as const)
      await runOf(day, name)
    expect(await outcomes(2)).toEqual({ c: 'new', a: 'new', d: 'deleted', b: 'deleted' })
    expect(await outcomes(9)).toEqual({ c: 'new', a: 'new', d: 'new', b: 'new' })
  })

  it('are not counted as good where they were worse than allowed, or did not end', async () => {
    await runOf(1, 'old')
    await runOf(2, 'good')
    await runOf(3, 'stopped', { isFinished: false })
    await runOf(4, 'worse', { isBelow: true })
    expect(await outcomes(1)).toEqual({ worse: 'new', stopped: 'new', good: 'new', old: 'deleted' })
    await runOf(5, 'better')
    expect(await outcomes(1)).toEqual({
      ...{ better: 'new', worse: 'deleted', stopped: 'deleted', good: 'deleted', old: 'deleted' },
    })
  })

  it('are not counted as good where their data lacked too much for the link', async () => {
    await runOf(1, 'good')
    await runOf(2, 'half')
    await writeFile(join(runs, 'half', 'vanished.json'), '{}')
    expect(await outcomes(1)).toEqual({ half: 'new', good: 'new' })
  })

  it('are never those that a link leads to, here or elsewhere, into them or through another link', async () => {
    for (const [day, name] of [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
      [5, 'e'],
    ] as const)
      await runOf(day, name)
    await symlink('a', join(runs, 'latest'))
    await symlink(join('b', 'model'), join(runs, 'model'))
    await symlink('latest', join(runs, 'served'))
    const elsewhere = join(folder, 'elsewhere')
    await symlink(join(runs, 'c'), elsewhere)
    expect(await outcomes(1, [elsewhere])).toEqual({
      e: 'new',
      d: 'deleted',
      c: 'linked',
      b: 'linked',
      a: 'linked',
    })
  })

  it('are not those that a run on everybody repeats, nor those that a process works in', async () => {
    await runOf(1, 'chosen')
    await runOf(2, 'other')
    await runOf(3, 'busy')
    await runOf(4, 'everybody', { refit: 'chosen' })
    await holdFolder(join(runs, 'busy'))
    expect(await outcomes(1)).toEqual({
      everybody: 'new',
      busy: 'in use',
      other: 'deleted',
      chosen: 'refitted',
    })
  })

  it('are those of the nightly life alone: a run trained without --latest stays, and is not counted', async () => {
    await runOf(1, 'chosen', { latest: null })
    await runOf(2, 'night-2')
    await runOf(3, 'night-3')
    await runOf(4, 'mine', { latest: null, refit: 'night-2' })
    await runOf(5, 'stopped', { latest: null, isFinished: false })
    await runOf(6, 'night-6')
    expect(await outcomes(1)).toEqual({
      ...{ chosen: 'by hand', mine: 'by hand', stopped: 'by hand' },
      ...{ 'night-6': 'new', 'night-3': 'deleted', 'night-2': 'refitted' },
    })
  })

  it('are never the one that the link leads to for which they were trained, wherever it is', async () => {
    await mkdir(join(folder, 'served'))
    const latest = join(folder, 'served', 'latest')
    for (const day of [1, 2, 3]) await runOf(day, `night-${day}`, { latest })
    await symlink(join('..', 'runs', 'night-1'), latest)
    expect(await outcomes(1)).toEqual({ 'night-3': 'new', 'night-2': 'deleted', 'night-1': 'linked' })
  })

  it('are runs of hvamp alone', async () => {
    await runOf(1, 'old')
    await runOf(2, 'new')
    await mkdir(join(runs, 'photos'))
    await mkdir(join(runs, 'damaged'))
    await writeFile(join(runs, 'damaged', 'config.json'), '{"format":"mine"}')
    await writeFile(join(runs, 'config.csv'), 'of somebody')
    expect(await outcomes(1)).toEqual({ new: 'new', old: 'deleted' })
  })
})

describe('hvamp prune', () => {
  const said: string[] = []
  beforeEach(() => {
    said.length = 0
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  })
  afterEach(() => vi.restoreAllMocks())

  it('deletes whole folders, and only says so in a dry run', async () => {
    for (const day of [1, 2, 3]) await runOf(day, `night-${day}`)
    await writeFile(join(runs, 'night-1', 'recommendations.csv'), 'of that night')
    await symlink('night-2', join(runs, 'latest'))
    await pruneAction(runs, { keep: 1, dryRun: true })
    expect(said.join('')).toBe(
      `kept ${runs}/night-2: a link leads to it\nwould delete ${runs}/night-1\n1 of 3 runs would be deleted\n`,
    )
    expect(existsSync(join(runs, 'night-1'))).toBe(true)
    await pruneAction(runs, { keep: 1, json: true })
    expect(JSON.parse(said.at(-1)!)).toEqual({
      event: 'result',
      dryRun: false,
      deleted: [join(runs, 'night-1')],
      kept: [
        { run: join(runs, 'night-3'), reason: 'new' },
        { run: join(runs, 'night-2'), reason: 'linked' },
      ],
    })
    expect(existsSync(join(runs, 'night-1'))).toBe(false)
    expect(await readdir(join(runs, 'night-2'))).toContain('model')
  })

  it('refuses what is no folder of runs: a run, trials, nothing', async () => {
    await runOf(1, 'run')
    await mkdir(join(folder, 'tuned', 'trials'), { recursive: true })
    await writeFile(join(folder, 'tuned', 'tune.json'), '{}')
    for (const [path, got] of [
      ['runs/run', 'a run itself'],
      ['tuned', 'trials of a tuning'],
      ['tuned/trials', 'trials of a tuning'],
      ['nothing', 'no such folder'],
    ] as const) {
      const where = join(folder, path)
      await expect(pruneAction(where, { keep: 1 })).rejects.toThrow(`${where}: must be a folder of runs`)
      await expect(pruneAction(where, { keep: 1 })).rejects.toThrow(`got ${got}`)
    }
  })
})

it('a deletion that was killed half-way is finished by the next', async () => {
  await runOf(1, 'old')
  await runOf(2, 'new')
  await rm(join(runs, 'old', 'metrics.json'))
  await rm(join(runs, 'old', 'model'), { recursive: true })
  expect(await outcomes(1)).toMatchObject({ old: 'deleted' })
  await deleteRun(join(runs, 'old'))
  expect(existsSync(join(runs, 'old'))).toBe(false)
})
