import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { isBadInput } from '../process/bad-input'
import { areOfList, listFile } from './list-file'
import { requireNewFile } from './outputs'
import { vectorFiles, writeVectors } from './vector-file'

let folder: string
let remove: () => Promise<void>
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

const named = { ids: ['tea', 'Ω'], vectors: { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) } }

async function areReplaceable(path: string): Promise<boolean> {
  for (const { path: file, own } of vectorFiles(path)) {
    try {
      await requireNewFile(file, '--out', { force: true, own })
    } catch (error) {
      expect(isBadInput(error)).toBe(true)
      expect((error as Error).message).toBe(
        `--out: must be a new file (--force replaces only ${own.name} that hvamp wrote), got '${file}', which hvamp did not write: choose another --out`,
      )
      return false
    }
  }
  return true
}

describe.each(['npy', 'parquet', 'safetensors', 'usearch', 'sql'])('vectors in .%s', (ending) => {
  const path = () => at(`v.${ending}`)

  it('are replaced where hvamp wrote them', async () => {
    await writeVectors(path(), named, 'item')
    expect(await areReplaceable(path())).toBe(true)
  })

  it('are not where others did', async () => {
    await writeFile(path(), (await readFile(path())).subarray(1, -1))
    expect(await areReplaceable(path())).toBe(false)
    for (const others of ['customer,product\n1,2\n', 'PAR1', '{"a":1}', '\x93NUMPY', '\x02\0\0\0']) {
      await writeFile(path(), Buffer.from(others, 'latin1'))
      expect(await areReplaceable(path()), others).toBe(false)
    }
    await truncate(path())
    expect(await areReplaceable(path())).toBe(!vectorFiles(path())[1]) // ids beside an empty file are those of nothing
  })
})

it('an array of NumPy itself is not replaced', async () => {
  await writeVectors(at('own.npy'), named, 'item')
  const own = await readFile(at('own.npy'), 'latin1')
  await writeFile(at('theirs.npy'), own.replace('(2, 3,), }', '(2, 3), } '), 'latin1')
  expect([await areReplaceable(at('own.npy')), await areReplaceable(at('theirs.npy'))]).toEqual([true, false])
})

it('a parquet file of the same columns by another program is not replaced', async () => {
  const { parquetWriteFile } = await import('hyparquet-writer')
  const columnData = [
    { name: 'id', data: ['tea'] },
    { name: 'vector', data: ['1'] },
  ]
  for (const [createdBy, isOwn] of [
    ['hvamp', true],
    ['parquet-cpp-arrow version 21.0.0', false],
  ] as const) {
    parquetWriteFile({ filename: at('ids.parquet'), columnData, createdBy })
    expect(await areReplaceable(at('ids.parquet'))).toBe(isOwn)
  }
})

it('a file of lines beside no vectors is not taken for their ids', async () => {
  await writeVectors(at('x.npy'), named, 'item')
  await rename(at('x.npy'), at('moved.npy'))
  expect(await areReplaceable(at('x.npy'))).toBe(false)
  await rm(at('x.ids.txt'))
  expect(await areReplaceable(at('x.npy'))).toBe(true)
})

it.each([
  ['userId,rank,itemId,score,basis', true],
  ['userId,rank,itemId,score', true], // of early versions
  ['rank,itemId,score', true],
  ['itemId,rank,similarId,score', true],
  ['userId,rank,itemId,score,basis,because', true],
  ['customer,product', false],
  ['userId,itemId,score', false],
  ['userId,rank,itemId,score,price', false],
  ['rank,itemId,score;basis', false],
  ['', false],
])('a header %s is of a list: %s', async (header, isList) => {
  expect(areOfList(header.split(','))).toBe(isList)
  await writeFile(at('lists.csv'), `${header}\n1,2,3\n`)
  expect(await listFile.isOf(at('lists.csv'))).toBe(isList)
})
