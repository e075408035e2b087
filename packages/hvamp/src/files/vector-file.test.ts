import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { random } from '@hvamp/random'
import { decodeSafetensors } from '@hvamp/tensors'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import usearch from 'usearch'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { indexRecall } from './index-recall'
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
  await writeVectors(path, named, 'item')
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) })
  expect(rows).toEqual(
    ids.map((id, row) => ({ id, vector: Array.from(values.subarray(2 * row, 2 * row + 2)) })),
  )
})

it('writes safetensors with the ids in the metadata', async () => {
  const path = join(folder, 'v.safetensors')
  await writeVectors(path, named, 'item')
  const { arrays, metadata } = decodeSafetensors(new Uint8Array(await readFile(path)))
  expect(arrays).toEqual({ vectors: named.vectors })
  expect(JSON.parse(metadata.ids!)).toEqual(ids)
})

it('writes the array of NumPy, with the ids beside it', async () => {
  const path = join(folder, 'v.npy')
  await writeVectors(path, named, 'item')
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

/** Vectors in which the nearest of each are its neighbours on a circle. */
const circle = (count: number) => ({
  ids: Array.from({ length: count }, (_, at) => `it's ${at}`),
  vectors: {
    shape: [count, 2],
    values: Float32Array.from({ length: 2 * count }, (_, i) => {
      const angle = (2 * Math.PI * Math.floor(i / 2)) / count
      return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)
    }),
  },
})

it('writes an index of usearch with the ids beside it, and says what it finds', async () => {
  const path = join(folder, 'v.usearch')
  const given = circle(120)
  expect(await writeVectors(path, given, 'item')).toEqual({ recall: 1, asked: 100 })
  const index = new usearch.Index(2, usearch.MetricKind.Cos)
  index.load(path)
  const { keys } = index.search(given.vectors.values.subarray(80, 82), 3, 1)
  const ids = (await readFile(join(folder, 'v.ids.txt'), 'utf8')).split('\n')
  expect(Array.from(keys, (key) => ids[Number(key)]).sort()).toEqual(["it's 39", "it's 40", "it's 41"])
  const alone = { ids: ['one'], vectors: { shape: [1, 2], values: Float32Array.of(1, 0) } }
  expect(await writeVectors(path, alone, 'item')).toEqual({ recall: 1, asked: 1 })
})

it('says how to install usearch where it is missing, before the work', async () => {
  vi.doMock('usearch', () => {
    throw new Error('Cannot find package')
  })
  await expect(requireVectorPath('v.usearch', '--out')).rejects.toThrow(
    'v.usearch: needs the package usearch, which is not installed: npm install usearch@2.25.3',
  )
  vi.doUnmock('usearch')
})

it('writes a script that pgvector runs: a table, an index, and what the index finds', async () => {
  const path = join(folder, 'v.sql')
  const given = circle(600) // more than one INSERT
  await writeVectors(path, given, 'user')
  const database = await PGlite.create({ extensions: { vector } })
  const results = await database.exec(await readFile(path, 'utf8'))
  const measured = results.find(({ fields }) => fields.some(({ name }) => name === 'recall_at_10'))
  expect(Number(measured!.rows[0]!.recall_at_10)).toBeGreaterThan(0.9)
  const { rows } = await database.query<{ id: string }>(
    'SELECT id FROM user_vectors ORDER BY vector <=> (SELECT vector FROM user_vectors WHERE id = $1) LIMIT 3',
    ["it's 40"],
  )
  expect(rows.map(({ id }) => id).sort()).toEqual(["it's 39", "it's 40", "it's 41"])
  const saved = await database.query<{ id: string; vector: string }>('SELECT id, vector FROM user_vectors')
  expect(saved.rows).toHaveLength(600)
  for (const { id, vector: text } of saved.rows) {
    const row = given.ids.indexOf(id)
    const own = given.vectors.values.subarray(2 * row, 2 * row + 2)
    expect(Float32Array.from(JSON.parse(text))).toEqual(own)
  }
  await expect(database.exec(await readFile(path, 'utf8'))).rejects.toThrow('already exists')
  await database.close()
})

it('refuses what pgvector cannot have', async () => {
  const long = { ids: ['a'], vectors: { shape: [1, 2001], values: new Float32Array(2001) } }
  await expect(writeVectors('v.sql', long, 'item')).rejects.toThrow(
    'v.sql: vectors must have at most 2000 numbers for an index of pgvector, got 2001',
  )
  const broken = { ids: ['a\0b'], vectors: { shape: [1, 1], values: Float32Array.of(1) } }
  await expect(writeVectors('v.sql', broken, 'item')).rejects.toThrow(
    'v.sql: ids must have no character 0 for PostgreSQL, got "a\\u0000b"',
  )
})

it('measures what an index finds of the ten nearest by exact ranking', () => {
  const count = 50
  const values = random(1).normals(4 * count)
  const vectors = { shape: [count, 4], values }
  const first = () => Array.from({ length: 11 }, (_, at) => at) // the first ones, whatever is asked
  const { recall, asked } = indexRecall(vectors, first)
  expect(asked).toBe(count)
  expect(recall).toBeGreaterThan(0.1) // by chance 10 of 49
  expect(recall).toBeLessThan(0.3)
  const same = { shape: [count, 2], values: new Float32Array(2 * count).fill(1) }
  expect(indexRecall(same, first).recall).toBe(1) // all are equally near
})

it('refuses ids with line breaks where they are lines, and other formats', async () => {
  const broken = { ids: ['a\nb'], vectors: { shape: [1, 1], values: Float32Array.of(1) } }
  await expect(writeVectors('v.npy', broken, 'item')).rejects.toThrow(
    'v.npy: ids must have no line breaks, for v.ids.txt has one a line, got "a\\nb": choose a file that ends in .parquet, which has a column of them',
  )
  for (const end of ['\v', '\x1e', '\x85', '\u2028']) // where Python's splitlines divides, too
    await expect(writeVectors('v.npy', { ...broken, ids: [`a${end}b`] }, 'item')).rejects.toThrow(
      'line breaks',
    )
  await expect(requireVectorPath('v.csv', '--out')).rejects.toThrow(
    "--out: must end in .npy, .parquet, .safetensors, .usearch, .sql, got 'v.csv'",
  )
})
