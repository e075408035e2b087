import { expect, it } from 'vitest'
import { otherOptions, renewedWork } from './renewed-work'
import type { RunJob } from './run-job'

const work: RunJob = {
  ...{
    version: '1.0.0',
    name: 'a',
    title: 'a',
    data: 'ratings.csv',
    sha256: '0'.repeat(64),
    folder: 'tuned/a',
  },
  ...{ options: { l2: 5 }, extra: {}, retries: false, mark: { folder: 'tuned', token: 't' } },
}
const before: RunJob = { ...work, extra: { backend: 'wasm', threads: 1 }, minutes: 30, store: 's3://runs' }

it('a later command without options leaves a job all that it was given before', () => {
  expect(renewedWork(before, work)).toEqual(before)
  expect(renewedWork({ ...before, retries: true }, work)).toEqual({ ...before, retries: true })
})

it('what a later command gives takes the place of what was given before, and only that', () => {
  expect(renewedWork(before, { ...work, extra: { threads: 2 } })).toEqual({
    ...before,
    extra: { backend: 'wasm', threads: 2 },
  })
  const other = { extra: { backend: 'auto' }, minutes: 7, store: 's3://others', retries: true } as const
  expect(renewedWork(before, { ...work, ...other })).toEqual({
    ...{ ...work, ...other },
    extra: { backend: 'auto', threads: 1 },
  })
  expect(renewedWork(work, before)).toEqual(before)
})

it('the settings of the data and the folder are those of the later command', () => {
  const settings = { minUser: 5 }
  const mark = { folder: 'tuned', token: 'u' }
  expect(renewedWork(before, { ...work, settings, mark })).toEqual({ ...before, settings, mark })
})

it('what is no job of hvamp is replaced', () => {
  expect(renewedWork({ numbers: [1, 2] }, work)).toEqual(work)
})

it('only options that are given, and that the job has otherwise, are named', () => {
  expect(otherOptions(before, work)).toEqual([])
  expect(otherOptions(before, before)).toEqual([])
  expect(otherOptions(before, { ...work, retries: true, settings: { minUser: 5 } })).toEqual([])
  expect(otherOptions(before, { ...before, extra: { backend: 'wasm', threads: 2 } })).toEqual(['--threads'])
  const all = ['--threads', '--backend', '--store', 'limit of minutes']
  expect(otherOptions(work, before)).toEqual(all)
  expect(otherOptions(undefined, before)).toEqual(all)
})
