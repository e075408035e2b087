import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arraySource, decodeSafetensors, encodeSafetensors } from './index'
import { openArrayFile, removeOtherArrayFiles, writeArrayFile } from './node'

const arrays = {
  matrix: { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
  empty: { shape: [0, 2], values: new Float32Array(0) },
  part: { shape: [2], values: Float32Array.of(0, 7, 8, 0).subarray(1, 3) },
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-arrays-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('an array file', () => {
  it('has the bytes of encodeSafetensors, though it is written one array at a time', async () => {
    const file = await writeArrayFile(folder, 'weights', arraySource(arrays))
    expect(file.name).toBe(`weights-${file.sha256.slice(0, 16)}.safetensors`)
    const bytes = await readFile(join(folder, file.name))
    expect(Uint8Array.from(bytes)).toEqual(encodeSafetensors(arrays))
    expect(decodeSafetensors(bytes).arrays).toEqual(arrays)
  })

  it('gives back each array by name', async () => {
    const source = await openArrayFile(folder, await writeArrayFile(folder, 'weights', arraySource(arrays)))
    for (const [name, { shape, values }] of Object.entries(arrays)) {
      expect(source.shapes[name]).toEqual(shape)
      expect(await source.read(name)).toEqual(values)
    }
    await expect(source.read('other')).rejects.toThrow(`must hold 'other'`)
  })

  it.skipIf(!isSlowToo)(
    'has arrays of more bytes than Node writes or reads at once',
    { timeout: 300_000 },
    async () => {
      const values = new Float32Array(2 ** 29 + 3)
      for (const at of [0, 2 ** 28 - 1, 2 ** 28, 2 ** 29 - 1, 2 ** 29 + 2]) values[at] = at + 1
      const written = await writeArrayFile(
        folder,
        'large',
        arraySource({ large: { shape: [values.length], values } }),
      )
      const read = await (await openArrayFile(folder, written)).read('large')
      expect(read.length).toBe(values.length)
      expect(read.every((value, at) => value === values[at])).toBe(true)
      await rm(join(folder, written.name))
    },
  )

  it('is refused when it is not what was written', async () => {
    const file = await writeArrayFile(folder, 'altered', arraySource(arrays))
    const path = join(folder, file.name)
    await writeFile(path, encodeSafetensors({ ...arrays, part: { shape: [1], values: Float32Array.of(7) } }))
    await expect(openArrayFile(folder, file)).rejects.toThrow(`${path}: the file is damaged`)
    await rm(path)
    await expect(openArrayFile(folder, file)).rejects.toThrow(`${path}: could not be read: ENOENT`)
  })

  it('is removed when nothing names it any more, and no file of another kind is', async () => {
    const kept = await writeArrayFile(folder, 'kept', arraySource(arrays))
    await writeArrayFile(folder, 'gone', arraySource(arrays))
    await writeFile(join(folder, 'my-own.safetensors'), 'mine')
    const other = await writeArrayFile(folder, 'other', arraySource(arrays))
    await removeOtherArrayFiles(folder, ['kept', 'gone'], [kept])
    const left = (await readdir(folder)).filter((name) => !name.startsWith('weights'))
    expect(left.sort()).toEqual([kept.name, 'my-own.safetensors', other.name])
  })
})
