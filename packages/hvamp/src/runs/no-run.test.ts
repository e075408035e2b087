import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readRun } from './run-folder'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
  const files = [
    ...['parts/split.json', 'prepared/prepared.json', 'model/model.json', 'series/series.json'],
    ...[
      'file',
      'photos/cat.jpg',
      'folds/series.json',
      'folds/runs/a/config.json',
      'one/a/config.json',
      'runs/a/config.json',
      'runs/b/config.json',
    ],
  ]
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), '{}')
  }
})
afterAll(() => rm(folder, { recursive: true }))

it.each([
  ['nowhere', 'no such folder'],
  ['file', 'a file'],
  ['photos', 'a folder that is not a run'],
  ['parts', 'data that hvamp split divided'],
  ['prepared', 'data that hvamp prepare divided'],
  ['model', 'a model without its run'],
  ['series', 'a series of runs'],
  ['folds', 'a series of runs, such as FOLDER/folds/runs/a: name one'],
  ['one', 'a folder with a run in it: name FOLDER/one/a'],
  ['runs', 'a folder of 2 runs, such as FOLDER/runs/a, FOLDER/runs/b'],
])('%s, which is no run, is said to be %s', async (name, is) => {
  const path = join(folder, name)
  await expect(readRun(path)).rejects.toThrow(
    `${path}: must be the folder of a run, got ${is.replaceAll('FOLDER', folder)}`,
  )
})
