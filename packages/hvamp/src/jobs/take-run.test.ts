import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkOutcome } from '@hvamp/queue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSample } from '../actions/command.fixture'
import { settingsOfParts } from '../planned/same-runs'
import { version } from '../process/version'
import { beginJob } from '../runs/training-job'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { output, silent } from '../terminal/output'
import { refusalMemory } from './refusal-memory'
import type { RunJob } from './run-job'
import { takeRun } from './take-run'
import { workerDisplay } from './worker-display'

const home = process.cwd()
let folder: string
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'hvamp-worker-')))
  await mkdir(join(folder, 'inside'))
  await writeFile(join(folder, 'outside.csv'), 'userId,itemId\n1,2\n')
  await writeFile(join(folder, 'inside', 'ratings.csv'), 'userId,itemId\n1,2\n')
  await symlink('../outside.csv', join(folder, 'inside', 'link.csv'))
  await symlink('..', join(folder, 'inside', 'up'))
  process.chdir(join(folder, 'inside'))
})
afterAll(async () => {
  process.chdir(home)
  await rm(folder, { recursive: true })
})

const job: RunJob = {
  ...{ version, name: 'a', title: 'a', data: 'ratings.csv', sha256: '0'.repeat(64), folder: 'tuned/a' },
  ...{ options: { model: 'ease', l2: 5 }, extra: {}, retries: false, mark: { folder: 'tuned', token: 't' } },
}
const take = (work: unknown): Promise<WorkOutcome> =>
  takeRun(
    { id: 'a', work, before: undefined, signal: AbortSignal.abort(), report: () => {} },
    { extra: {}, display: workerDisplay(output({ json: true })), memory: refusalMemory() },
  )

describe('a worker', () => {
  it('takes a job that it can do; here it is stopped before it begins', async () => {
    expect(await take(job)).toEqual({ outcome: 'stopped' })
  })

  it.each<[string, object, RegExp]>([
    ['of another version', { version: '9.9.9' }, /needs hvamp 9\.9\.9, got /],
    [
      'with an option that the model here has not',
      { options: { model: 'ease', l3: 5 } },
      /^--l3: must be an option/,
    ],
    ['with a model that is not here', { options: { model: 'bert' } }, /^--model: .*got "bert"/],
    ['with a value that is none', { options: { model: 'ease', l2: -1 } }, /^--l2: .*got -1/],
    [
      'that would name another folder as an option',
      { options: { out: '/tmp/x' } },
      /^--out: must be an option/,
    ],
    ['with a query', { options: { model: 'ease', query: 'DROP TABLE x' } }, /^--query: must be an option/],
    ['whose data are not here', { data: 'orders.csv' }, /^orders\.csv: must be in the folder of the worker/],
    ['whose data are elsewhere', { data: '../outside.csv' }, /must name paths in the folder of the worker/],
    ['whose data are absolute', { data: '/etc/passwd' }, /must name paths in the folder of the worker/],
    ['whose data are behind a link', { data: 'link.csv' }, /must name paths in the folder of the worker/],
    ['that writes elsewhere', { folder: 'a/../../x' }, /must name paths in the folder of the worker/],
    ['that writes behind a link', { folder: 'up/x' }, /must name paths in the folder of the worker/],
    ['that writes into the folder itself', { folder: '.' }, /must name paths in the folder of the worker/],
    ['that is marked elsewhere', { mark: { folder: '../x', token: 't' } }, /must name paths in the folder/],
    ['on a database', { data: 'postgres://shop@host/shop' }, /must name its data by a path/],
    ['whose data are the standard input', { data: '-' }, /must name its data by a path/],
    ['whose data are an option', { data: '--latest=..' }, /must name its data by a path/],
    ['with a path of no file system', { folder: 'a\0b' }, /must name paths in the folder of the worker/],
    ['with fields that no job has', { command: 'rm -rf /' }, /must be a job of hvamp/],
  ])('refuses a job %s', async (_, change, message) => {
    const outcome = await take({ ...job, ...change })
    expect(outcome).toEqual({ outcome: 'refused', reason: expect.stringMatching(message) })
  })

  it('refuses a job whose folder here is of a run of before, made with options that the job leaves out', async () => {
    await writeSample('clicks.csv', 80)
    const asked = { model: 'popularity', backend: 'wasm', seed: 7, out: 'tuned/before' } as const
    const begun = await beginJob(
      'clicks.csv',
      requested({ ...runDefaults, ...asked }, Object.keys(asked)),
      silent,
    )
    const { config } = begun
    const ofBefore: RunJob = {
      ...{ ...job, data: 'clicks.csv', sha256: config.data.source.sha256, folder: 'tuned/before' },
      options: { model: 'popularity' },
      settings: settingsOfParts(config.options),
    }
    expect(await take(ofBefore)).toEqual({
      outcome: 'refused',
      reason: expect.stringMatching(/--seed must be as when it was begun, 7, got 98765/),
    })
    expect(await take({ ...ofBefore, options: { model: 'popularity', seed: 7 } })).toEqual({
      outcome: 'stopped',
    })
    const other = { ...ofBefore.settings, minUser: 3 }
    expect(await take({ ...ofBefore, options: { model: 'popularity', seed: 7 }, settings: other })).toEqual({
      outcome: 'refused',
      reason: expect.stringMatching(/--min-user must be as when it was begun, 5, got 3/),
    })
    const { settings: _, ...ofEarlierVersion } = ofBefore
    expect(await take(ofEarlierVersion)).toEqual({ outcome: 'stopped' })
  })

  it('refuses what is no job', async () => {
    for (const work of [null, 7, 'rm -rf /', [], {}])
      expect(await take(work)).toMatchObject({ outcome: 'refused' })
  })
})
