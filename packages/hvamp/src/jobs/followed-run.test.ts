import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, JobQueue, JobState } from '@hvamp/queue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlannedRun } from '../planned/planned-run'
import { badInput } from '../process/bad-input'
import type { StoredRun } from '../stores/stored-run'
import { followedRun } from './followed-run'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-followed-'))
})
afterAll(() => rm(folder, { recursive: true }))

const job: Job = { id: 'run-1', work: {} }
const refusal = { worker: 'b:2', reason: 'has other data' }
const working = (report: unknown, worker = 'a:1'): JobState => ({
  state: 'working',
  worker,
  report,
  refusals: [],
})

const metrics = {
  ...{ finished: '', backend: 'cpu', epochs: 0, bestEpoch: null, validation: 0.2, trainingSeconds: 1 },
  test: { users: 1, models: {} },
}

/** What happens when a queue says one state after the other: the types of the events, and what was called. */
async function following(name: string, states: readonly JobState[], stored?: StoredRun) {
  const run: PlannedRun = { name, title: name, folder: join(folder, name), data: 'x', options: {} }
  const happened: string[] = []
  const said: string[] = []
  const left = [...states]
  const queue: JobQueue = {
    add: async ({ id }) => void happened.push(`add ${id}`),
    renew: async () => false,
    cancel: async (id) => void happened.push(`cancel ${id}`),
    stateOf: async () => left.shift()!,
    close: async () => {},
  }
  const followed = followedRun(run, job, {
    ...{ queue, sha256: '0', stored },
    onEvent(event) {
      happened.push(
        'worker' in event && event.worker !== undefined ? `${event.type} ${event.worker}` : event.type,
      )
      if (event.type === 'line') said.push(JSON.stringify(event.line))
    },
  })
  let end: unknown
  while (left.length > 0) end = await followed.look()
  return { happened, said, end, run }
}

describe('a run that workers make', () => {
  it('is added where the queue has no job of it', async () => {
    const { happened } = await following('missing', [{ state: 'missing' }])
    expect(happened).toEqual(['add run-1'])
  })

  it('is seen to begin, to lose its worker, and to begin again elsewhere', async () => {
    const waiting: JobState = { state: 'waiting', refusals: [] }
    const line = { event: 'epoch', epochs: 9, record: { epoch: 2, validation: 0.5 } }
    const { happened, said } = await following('lost', [
      waiting,
      { state: 'working', worker: 'a:1', refusals: [] },
      working({ begins: 'new' }),
      working({ begins: 'new', line }),
      working({ begins: 'new', line }),
      waiting,
      working({ begins: 'again' }, 'b:2'),
      { state: 'missing' },
    ])
    expect(happened).toEqual(['begin a:1', 'line', 'leave a:1', 'begin b:2', 'add run-1', 'leave b:2'])
    expect(said).toEqual([JSON.stringify(line)])
  })

  it('shows each refusal once, and nothing of a report that is none', async () => {
    const refused: JobState = { state: 'waiting', refusals: [refusal] }
    const { happened } = await following('refused', [
      refused,
      refused,
      working('nonsense'),
      working({ begins: 'new', line: { event: 'epoch', record: 'nonsense' } }),
    ])
    expect(happened).toEqual(['refuse b:2', 'begin a:1'])
  })

  it('that failed is recorded as that, and its job is removed', async () => {
    const { happened, end, run } = await following('failed', [{ state: 'failed', reason: 'no number' }])
    expect(happened).toEqual(['end', 'cancel run-1'])
    expect(end).toEqual({ state: 'failed', reason: 'no number' })
    expect(JSON.parse(await readFile(`${run.folder}.failed.json`, 'utf8'))).toEqual({ reason: 'no number' })
  })

  it('has failed where its worker gives what is no result, or other files', async () => {
    for (const [name, result, reason] of [
      ['nonsense', 7, /a result that hvamp does not know/],
      [
        'files',
        { host: 'a', folder: '/x', files: 'eHh4eHh4eHh4eHh4eHh4eHh4eHh4' },
        /files that a sent are not those of the run: incorrect header/,
      ],
    ] as const) {
      const { end } = await following(name, [{ state: 'done', result }])
      expect(end).toEqual({ state: 'failed', reason: expect.stringMatching(reason) })
    }
  })

  it('has failed where the store is damaged, also where its folder is here from an earlier rung', async () => {
    for (const name of ['damaged', 'damaged-rung']) {
      if (name === 'damaged-rung') {
        await mkdir(join(folder, name))
        await writeFile(join(folder, name, 'config.json'), '{}')
      }
      const stored: StoredRun = {
        ...{ shown: 's3://runs/a', doubt: () => {}, put: async () => {} },
        find: async () => ({ stage: 'finished', epoch: 0, step: 0 }),
        place: async () => {
          throw badInput('s3://runs/a: must have the piece 1, got none')
        },
        remove: async () => {
          throw new Error('nothing was brought')
        },
      }
      const result = { host: 'a', folder: '/x', isStored: true }
      const { happened, end } = await following(name, [{ state: 'done', result }], stored)
      expect(happened).toEqual(['end', 'cancel run-1'])
      expect(end).toEqual({ state: 'failed', reason: 's3://runs/a: must have the piece 1, got none' })
    }
  })

  it('is removed from the store where all of it is here, and not where its model is elsewhere', async () => {
    for (const name of ['whole', 'elsewhere']) {
      await mkdir(join(folder, name))
      await writeFile(join(folder, name, 'metrics.json'), JSON.stringify(metrics))
      if (name === 'elsewhere') {
        await writeFile(join(folder, name, 'elsewhere.json'), JSON.stringify({ host: 'a', folder: '/x' }))
      }
      const removed: string[] = []
      const stored: StoredRun = {
        ...{ shown: 's3://runs/a', doubt: () => {}, put: async () => {}, find: async () => undefined },
        place: async () => {},
        remove: async () => void removed.push(name),
      }
      const result = { host: 'a', folder: '/x' }
      const { end } = await following(name, [{ state: 'done', result }], stored)
      expect(end).toMatchObject({ state: 'finished' })
      expect(removed).toEqual(name === 'whole' ? ['whole'] : [])
    }
  })

  it('that is done on a shared disk is over when its files show', async () => {
    const { happened, end } = await following('unseen', [
      { state: 'done', result: { host: 'a', folder: '/x' } },
    ])
    expect({ happened, end }).toEqual({ happened: [], end: undefined })
  })
})
