import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors } from '@hvamp/tensors'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Best, Checkpoint } from './index'
import { fileCheckpoints } from './node'
import { trainingStart } from './progress'

const shapes = { 'weights.a': [2, 3], 'moments.a': [2, 3], scalar: [], empty: [0, 4] }
const filled = (shape: readonly number[], value: number) =>
  new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(value)

function checkpoint(step: number, best?: Best): Checkpoint {
  return {
    configuration: { seed: 1 },
    progress: { ...trainingStart, step },
    arrays: { shapes, read: async (name) => filled(shapes[name as keyof typeof shapes], step) },
    ...(best && { best }),
  }
}

const bestOf = (epoch: number): Best => ({
  epoch,
  value: 0.1 * epoch,
  weights: { a: { shape: [2], values: Float32Array.of(epoch, -epoch) } },
})

let root: string
let folder: string
let count = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hvamp-files-'))
})
beforeEach(() => {
  folder = join(root, `${count++}`, 'checkpoint')
})
afterAll(() => rm(root, { recursive: true }))

const filesLike = async (kind: string) => (await readdir(folder)).filter((name) => name.startsWith(kind))
const onlyFileLike = async (kind: string) => join(folder, (await filesLike(kind))[0]!)

async function expectStep(step: number): Promise<void> {
  const loaded = await fileCheckpoints(folder).load()
  expect(loaded!.progress.step).toBe(step)
  expect(loaded!.arrays.shapes).toEqual(shapes)
  for (const [name, shape] of Object.entries(shapes)) {
    expect(await loaded!.arrays.read(name)).toEqual(filled(shape, step))
  }
}

describe('fileCheckpoints', () => {
  it('loads what was saved last, in another process too', async () => {
    const store = fileCheckpoints(folder)
    await store.save(checkpoint(1, bestOf(1)))
    await store.save(checkpoint(2, bestOf(2)))
    await expectStep(2)
    const loaded = await fileCheckpoints(folder).load()
    expect(loaded!.best).toEqual(bestOf(2))
    expect(loaded!.configuration).toEqual({ seed: 1 })
  })

  it('is one manifest and files that any software for safetensors reads', async () => {
    await fileCheckpoints(folder).save(checkpoint(3, bestOf(1)))
    const names = await readdir(folder)
    expect(names.sort()).toEqual([
      expect.stringMatching(/^best-[0-9a-f]{16}\.safetensors$/),
      'checkpoint.json',
      expect.stringMatching(/^state-[0-9a-f]{16}\.safetensors$/),
    ])
    const { arrays } = decodeSafetensors(await readFile(await onlyFileLike('state')))
    expect(arrays['weights.a']).toEqual({ shape: [2, 3], values: filled([2, 3], 3) })
  })

  it('writes the best weights again only when there are better ones, after it was loaded too', async () => {
    const best = bestOf(1)
    const store = fileCheckpoints(folder)
    await store.save(checkpoint(1, best))
    const { ino } = await stat(await onlyFileLike('best'))
    await store.save(checkpoint(2, best))
    expect((await stat(await onlyFileLike('best'))).ino).toBe(ino)
    const later = fileCheckpoints(folder)
    const loaded = await later.load()
    await later.save(checkpoint(3, loaded!.best))
    expect((await stat(await onlyFileLike('best'))).ino).toBe(ino)
    await later.save(checkpoint(4, bestOf(2)))
    expect((await filesLike('best')).length).toBe(1)
    expect((await fileCheckpoints(folder).load())!.best).toEqual(bestOf(2))
  })

  it('keeps the last checkpoint when saving the next one fails', async () => {
    const store = fileCheckpoints(folder)
    await store.save(checkpoint(1, bestOf(1)))
    const before = (await readdir(folder)).sort()
    const read = async (name: string) => {
      if (name === 'scalar') throw new Error('device lost')
      return filled([2, 3], 2)
    }
    const failing = { ...checkpoint(2, bestOf(2)), arrays: { shapes, read } }
    await expect(store.save(failing)).rejects.toThrow('state: could not be written: device lost')
    expect((await readdir(folder)).sort()).toEqual(before)
    await expectStep(1)
    await store.save(checkpoint(3, bestOf(2)))
    await expectStep(3)
  })

  it('is not disturbed by what a kill has left behind, and clears it up', async () => {
    await fileCheckpoints(folder).save(checkpoint(1))
    const orphan = join(folder, `state-${'0'.repeat(16)}.safetensors`)
    await writeFile(orphan, 'half')
    for (const name of ['state', 'best', 'checkpoint.json']) {
      await writeFile(join(folder, `${name}.${'0'.repeat(16)}.hvamp-unfinished`), 'half')
    }
    await writeFile(join(folder, 'notes.txt'), 'mine')
    await expectStep(1)
    await fileCheckpoints(folder).save(checkpoint(2))
    await expectStep(2)
    expect((await readdir(folder)).sort()).toEqual([
      'checkpoint.json',
      'notes.txt',
      expect.stringMatching(/^state-/),
    ])
  })

  it('names the file and says so when any byte of it was changed', async () => {
    await fileCheckpoints(folder).save(checkpoint(1, bestOf(1)))
    for (const kind of ['state', 'best', 'checkpoint']) {
      const path = await onlyFileLike(kind)
      const bytes = await readFile(path)
      for (let at = 0; at < bytes.length; at += 7) {
        const damaged = Uint8Array.from(bytes)
        damaged[at]! ^= 1
        await writeFile(path, damaged)
        await expect(fileCheckpoints(folder).load()).rejects.toThrow(path)
      }
      await writeFile(path, bytes.subarray(0, bytes.length - 5))
      await expect(fileCheckpoints(folder).load()).rejects.toThrow(`${path}: the file is damaged`)
      await writeFile(path, bytes)
    }
    await expectStep(1)
  })

  it('names a file that is missing', async () => {
    await fileCheckpoints(folder).save(checkpoint(1))
    const path = await onlyFileLike('state')
    await rename(path, `${path}.away`)
    await expect(fileCheckpoints(folder).load()).rejects.toThrow(`${path}: could not be read: ENOENT`)
  })

  it('refuses what is no checkpoint, or one of another version', async () => {
    const path = join(folder, 'checkpoint.json')
    await mkdir(folder, { recursive: true })
    for (const foreign of ['null', '[]', '{}', '{"checkpoint":null}', '{"checkpoint":{"format":"other"}}']) {
      await writeFile(path, foreign)
      await expect(fileCheckpoints(folder).load()).rejects.toThrow(`${path}: must be a checkpoint of hvamp`)
    }
    await writeFile(path, '{"checkpoint":{"format":"hvamp-checkpoint","version":99}}')
    await expect(fileCheckpoints(folder).load()).rejects.toThrow(`${path}: must be of version 1, got 99`)
  })
})

it('ends with an error where the working folder was removed meanwhile', async () => {
  const gone = join(root, 'gone')
  await mkdir(gone)
  const before = process.cwd()
  process.chdir(gone)
  try {
    const store = fileCheckpoints('run/checkpoint')
    await rm(gone, { recursive: true })
    await expect(store.save(checkpoint(1))).rejects.toThrow(/ENOENT|no such file/)
  } finally {
    process.chdir(before)
  }
})
