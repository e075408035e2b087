import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { arraySource } from '@hvamp/tensors'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkpointsOf, hasCheckpoint } from './run-folder'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-run-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('a run has a checkpoint once one was written whole, not where the disk was full before', async () => {
  expect(await hasCheckpoint(folder)).toBe(false)
  await mkdir(join(folder, 'checkpoint'))
  await writeFile(join(folder, 'checkpoint', 'state-0000000000000000.safetensors'), 'cut off')
  expect(await hasCheckpoint(folder)).toBe(false)
  const progress = { epoch: 1, batch: 1, step: 1, sums: {}, examples: 1, seconds: 1, history: [] }
  const arrays = arraySource({ weight: { shape: [1], values: Float32Array.of(1) } })
  await checkpointsOf(folder).save({ configuration: {}, progress, arrays })
  expect(await hasCheckpoint(folder)).toBe(true)
})
