import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Job, JobQueue } from '@hvamp/queue'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PlannedRun } from '../planned/planned-run'
import { followRuns } from './follow-runs'
import type { RunJob } from './run-job'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-follow-'))
  process.chdir(folder)
})
afterAll(async () => {
  process.chdir(home)
  await rm(folder, { recursive: true })
})
const home = process.cwd()

interface Given {
  readonly threads?: number
  readonly minutes?: number
  readonly retries?: boolean
  readonly onOthers?: (others: readonly string[]) => void
}

/** Puts two runs into a queue whose worker has the first, and stops following them then. */
async function fillOnce(queue: JobQueue, given: Given): Promise<string[]> {
  const runs: PlannedRun[] = ['held', 'waiting'].map((name) => ({
    ...{ name, title: name, folder: relative('.', join(folder, 'tuned', name)), data: 'ratings.csv' },
    options: { model: 'ease', l2: name === 'held' ? 1 : 2 },
  }))
  const stop = new AbortController()
  const held: string[] = []
  await followRuns(runs, {
    ...{ queue, sha256: '0'.repeat(64), settings: {}, retries: given.retries ?? false },
    extra: given.threads === undefined ? {} : { threads: given.threads },
    minutes: given.minutes,
    mark: { folder: 'tuned', token: 't' },
    signal: stop.signal,
    onEvent: () => {},
    onHeld: ({ name }, others) => {
      held.push(name)
      given.onOthers?.(others)
    },
    onFilled: () => stop.abort(),
    onSilence: () => {},
  })
  return held
}

it('a job that waits gets the threads and the limit of now, and one that a worker has is named', async () => {
  const jobs = new Map<string, Job>()
  const queue: JobQueue = {
    add: async (job) => void (jobs.has(job.id) || jobs.set(job.id, job)),
    async renew(job) {
      const [first] = jobs.keys()
      const isOther = JSON.stringify(jobs.get(job.id)!.work) !== JSON.stringify(job.work)
      if (job.id === first) return isOther
      jobs.set(job.id, job)
      return false
    },
    cancel: async (id) => void jobs.delete(id),
    stateOf: async () => ({ state: 'waiting', refusals: [] }),
    close: async () => {},
  }
  const works = () => [...jobs.values()].map(({ work }) => work as RunJob)
  expect(await fillOnce(queue, { threads: 1 })).toEqual([])
  expect(works()).toMatchObject([{ extra: { threads: 1 } }, { extra: { threads: 1 } }])
  expect(await fillOnce(queue, { threads: 2, minutes: 7 })).toEqual(['held'])
  const [held, waiting] = works()
  expect(held).toMatchObject({ extra: { threads: 1 } })
  expect(held).not.toHaveProperty('minutes')
  expect(waiting).toMatchObject({ extra: { threads: 2 }, minutes: 7 })
})

it('a later command without options leaves the jobs theirs, and says what a worker goes on without', async () => {
  const jobs = new Map<string, Job>()
  const queue: JobQueue = {
    add: async (job) => void (jobs.has(job.id) || jobs.set(job.id, job)),
    async renew({ id, work }, renewed = () => work) {
      const stored = jobs.get(id)!.work
      const other = renewed(stored)
      const [first] = jobs.keys()
      if (id === first) return JSON.stringify(stored) !== JSON.stringify(other)
      jobs.set(id, { id, work: other })
      return false
    },
    cancel: async (id) => void jobs.delete(id),
    stateOf: async () => ({ state: 'waiting', refusals: [] }),
    close: async () => {},
  }
  const ofWaiting = () => [...jobs.values()][1]!.work as RunJob
  const told: (readonly string[])[] = []
  const onOthers = (others: readonly string[]) => void told.push(others)
  await fillOnce(queue, { threads: 1, minutes: 30, onOthers })
  expect(await fillOnce(queue, { onOthers })).toEqual([])
  expect(ofWaiting()).toMatchObject({ extra: { threads: 1 }, minutes: 30, retries: false })
  expect(await fillOnce(queue, { retries: true, minutes: 30, onOthers })).toEqual([])
  expect(ofWaiting()).toMatchObject({ extra: { threads: 1 }, minutes: 30, retries: true })
  expect(await fillOnce(queue, { threads: 2, minutes: 30, onOthers })).toEqual(['held'])
  expect(told).toEqual([['--threads']])
  expect(ofWaiting()).toMatchObject({ extra: { threads: 2 }, minutes: 30, retries: true })
})
