import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { folderFree, holdFolder, isHeld } from '../files/folder-lock'
import { argumentsOf } from './planned-run'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('a folder is held once, whatever its name is written like, and others are free', async () => {
  const path = join(folder, 'run')
  expect(await isHeld(path)).toBe(false)
  await holdFolder(path)
  for (const same of [path, join(folder, 'other', '..', 'run'), `${path}/`]) {
    expect(await isHeld(same)).toBe(true)
    await expect(holdFolder(same)).rejects.toThrow(
      'must be worked in by one process at a time, got another one',
    )
  }
  expect(await isHeld(join(folder, 'run-2'))).toBe(false)
  await folderFree(join(folder, 'run-2'), new AbortController().signal)
  await folderFree(path, AbortSignal.timeout(300)) // ends with the signal
  await writeFile(path, '') // it may be there or not
  expect(await isHeld(path)).toBe(true)
})

it('options become arguments that mean the same', () => {
  expect(
    argumentsOf({
      model: 'vamp',
      gated: false,
      implicit: true,
      learningRate: 1e-7,
      metrics: 'ndcg@5,recall@5',
    }),
  ).toEqual([
    ...['--model', 'vamp', '--no-gated', '--implicit', '--learning-rate', '1e-7'],
    ...['--metrics', 'ndcg@5,recall@5'],
  ])
})
