import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeSample } from '../actions/command.fixture'
import { settingsOfParts } from '../planned/same-runs'
import { beginJob, type JobOptions } from '../runs/training-job'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { silent } from '../terminal/output'
import { placeResult } from './run-result'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-result-'))
})
afterAll(() => rm(folder, { recursive: true }))

const packed = (files: unknown) => gzipSync(JSON.stringify(files)).toString('base64')

it.each([
  ['are not packed', 'metrics.json', /incorrect header check/],
  ['are none', packed(7), /expected record/],
  ['have other names', packed({ '../../x': '' }), /Invalid (key|option)|config|Unrecognized/],
  ['lack the settings', packed({ metrics: '{}' }), /expected object, received null/],
  ['are no settings of a run', packed({ config: '{"format":"hvamp-run"}' }), /version/],
  ['would fill the memory', gzipSync(Buffer.alloc(65 * 2 ** 20)).toString('base64'), /larger than/],
])('a run folder is not made of files that %s', async (_, files, message) => {
  const run = { name: 'a', title: 'a', folder: join(folder, 'a'), data: 'ratings.csv', options: {} }
  await expect(placeResult(run, { host: 'h', folder: '/x', files }, '0'.repeat(64))).rejects.toThrow(message)
  expect(await readdir(folder)).toEqual([])
})

it('a run folder is not made of a run that was begun with other options, also where the plan leaves them out', async () => {
  const data = join(folder, 'ratings.csv')
  await writeSample(data, 80)
  const begin = async (name: string, options: Partial<JobOptions>) => {
    const asked = { model: 'popularity', backend: 'wasm', out: join(folder, name), ...options } as const
    const { config } = await beginJob(
      data,
      requested({ ...runDefaults, ...asked }, Object.keys(asked)),
      silent,
    )
    return config
  }
  const before = await begin('before', { minUser: 6, seed: 7, heldOutShare: 0.3 })
  const now = await begin('now', {})
  const place = join(folder, 'placed')
  const run = { name: 'a', title: 'a', folder: place, data, options: { model: 'popularity' } }
  const { sha256 } = now.data.source
  const placed = (config: object) =>
    placeResult(
      run,
      { host: 'h', folder: '/x', files: packed({ config: JSON.stringify(config) }) },
      sha256,
      settingsOfParts(now.options),
    )
  await expect(placed(before)).rejects.toThrow(/--seed must be as when it was begun, 7, got 98765/)
  const otherUsers = { ...before, options: { ...before.options, seed: now.options.seed } }
  await expect(placed(otherUsers)).rejects.toThrow(/--min-user must be as when it was begun, 6, got 5/)
  expect(await readdir(folder)).not.toContain('placed')
  await placed(now)
  expect(await readdir(place)).toEqual(['config.json', 'elsewhere.json'])
})
