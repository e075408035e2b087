import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeSafetensors } from '@hvamp/tensors'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { requireVectorPath, writeVectors } from './vector-file'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

const ids = ['tea', '"Ω", 7', '']
const values = Float32Array.of(0.1, -2, 3e-9, 4, 5, 6)
const named = { ids, vectors: { shape: [3, 2], values } }

it('writes parquet with a list a row', async () => {
  const path = join(folder, 'v.parquet')
  await writeVectors(path, named)
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) })
  expect(rows).toEqual(
    ids.map((id, row) => ({ id, vector: Array.from(values.subarray(2 * row, 2 * row + 2)) })),
  )
})

it('writes safetensors with the ids in the metadata', async () => {
  const path = join(folder, 'v.safetensors')
  await writeVectors(path, named)
  const { arrays, metadata } = decodeSafetensors(new Uint8Array(await readFile(path)))
  expect(arrays).toEqual({ vectors: named.vectors })
  expect(JSON.parse(metadata.ids!)).toEqual(ids)
})

it('writes the array of NumPy, with the ids beside it', async () => {
  const path = join(folder, 'v.npy')
  await writeVectors(path, named)
  const bytes = await readFile(path)
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x93NUMPY\x01\x00', 'latin1'))
  const length = bytes.readUInt16LE(8)
  expect((10 + length) % 64).toBe(0)
  expect(bytes.toString('latin1', 10, 10 + length)).toMatch(
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(3, 2,\), \} *\n$/,
  )
  const found = Array.from(values, (_, i) => bytes.readFloatLE(10 + length + 4 * i))
  expect(Float32Array.from(found)).toEqual(values)
  expect(bytes.length).toBe(10 + length + 4 * values.length)
  expect(await readFile(join(folder, 'v.ids.txt'), 'utf8')).toBe('tea\n"Ω", 7\n\n')
})

it('refuses ids with line breaks where they are lines, and other formats', async () => {
  const broken = { ids: ['a\nb'], vectors: { shape: [1, 1], values: Float32Array.of(1) } }
  await expect(writeVectors('v.npy', broken)).rejects.toThrow(
    'v.npy: ids must have no line breaks in v.ids.txt',
  )
  expect(() => requireVectorPath('v.csv', '--out')).toThrow(
    "--out: must end in .npy, .parquet, .safetensors, got 'v.csv'",
  )
})
