import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
