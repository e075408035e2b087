import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, type ReadingOptions } from '../index'
import { readRatings, readTableFile } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-types-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Type = Omit<SchemaElement, 'name'>

/** A file of items, and one more column. */
function written(name: string, type: Type, data: unknown[]): string {
  const filename = join(folder, 'logical.parquet')
  const ids = (letter: string) => data.map((_, i) => `${letter}${i}`)
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' } as const
  parquetWriteFile({
    filename,
    schema: [
      { name: 'root', num_children: 3 },
      { name: 'user', ...text },
      { name: 'item', ...text },
      { name, repetition_type: 'OPTIONAL', ...type },
    ],
    columnData: [
      { name: 'user', data: ids('u') },
      { name: 'item', data: ids('i') },
      { name, data },
    ],
  })
  return filename
}

async function readOf(name: string, type: Type, data: unknown[], options: ReadingOptions = {}) {
  return [...entriesOf(await readRatings(written(name, type, data), options))]
}

describe('a column of parquet with a logical type alone', () => {
  const hundredths: Type['logical_type'] = { type: 'DECIMAL', precision: 9, scale: 2 }
  const bytes = (...values: readonly number[]) => Uint8Array.of(...values)

  it.each<[string, Type, unknown[]]>([
    ['32 bits', { type: 'INT32', logical_type: hundredths }, [450, -225, null]],
    ['64 bits', { type: 'INT64', logical_type: hundredths }, [450n, -225n, null]],
    [
      'bytes',
      { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: hundredths },
      [bytes(1, 0xc2), bytes(0xff, 0x1f), null],
    ],
  ])('of decimals is read with its scale, of %s', async (_, type, data) => {
    const rated = await readOf('rating', type, data, { missing: 'skip' })
    expect(rated.map(({ value }) => value)).toEqual([4.5, -2.25])
    const table = await readTableFile(written('price', type, data))
    expect(table.column('price', 'number-or-missing')).toMatchObject({
      type: 'number',
      values: Float64Array.of(4.5, -2.25, Number.NaN),
    })
  })

  it('of dates is one of times', async () => {
    const type: Type = { type: 'INT32', logical_type: { type: 'DATE' } }
    const days = await readOf('timestamp', type, [19_724, 19_725], { timestamps: true })
    expect(days.map(({ timestamp }) => timestamp)).toEqual([
      Date.UTC(2024, 0, 2) / 1000,
      Date.UTC(2024, 0, 3) / 1000,
    ])
  })

  it.each([
    ['MILLIS', 1_704_067_200_000n],
    ['MICROS', 1_704_067_200_000_000n],
    ['NANOS', 1_704_067_200_000_000_000n],
  ] as const)('of times in %s is read in seconds', async (unit, time) => {
    const logical: Type['logical_type'] = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit }
    const type: Type = { type: 'INT64', logical_type: logical }
    expect(await readOf('timestamp', type, [time], { timestamps: true })).toMatchObject([
      { timestamp: 1_704_067_200 },
    ])
  })

  it.each([
    ['MICROS', 1n],
    ['NANOS', 1000n],
  ] as const)('of times in %s is read to the microsecond', async (unit, parts) => {
    const logical: Type['logical_type'] = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit }
    const type: Type = { type: 'INT64', logical_type: logical }
    const data = [1_704_448_800_123_900n * parts, -1_500_100n * parts]
    const times = (await readOf('timestamp', type, data, { timestamps: true })).map((each) => each.timestamp)
    expect(times).toEqual([1704448800.1239, -1.5001])
    const table = await readTableFile(written('timestamp', type, data))
    expect(table.column('timestamp', 'date')).toMatchObject({ values: Float64Array.from(times, Number) })
  })

  it('of JSON has ids, but no lists or objects', async () => {
    const type: Type = { type: 'BYTE_ARRAY', converted_type: 'JSON' }
    const columns = { item: 'product' }
    const readIds = (...data: unknown[]) => readOf('product', type, data, { columns })
    expect((await readIds('a', 7)).map(({ item }) => item)).toEqual(['a', '7'])
    await expect(readIds(['a', 'b'])).rejects.toThrow(
      `row 1: expected an item id alone, got a list, '["a","b"]'; write a row for each of them, as trim(unnest(`,
    )
    await expect(readIds('a', { id: 7 })).rejects.toThrow(`row 2: expected an item id, got '{"id":7}'`)
  })

  it('of lists has an entry for each element', async () => {
    const filename = join(folder, 'lists.parquet')
    parquetWriteFile({
      filename,
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'user', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'items', logical_type: { type: 'LIST' }, repetition_type: 'OPTIONAL', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        { name: 'user', data: [1, 2] },
        { name: 'items', data: [{ list: [7, 8] }, { list: [9] }] },
      ],
    })
    const entries = [...entriesOf(await readRatings(filename))]
    expect(entries.map(({ user, item }) => `${user} ${item}`)).toEqual(['1 7', '1 8', '2 9'])
  })

  it('of times of a day has no day', async () => {
    const logical: Type['logical_type'] = { type: 'TIME', isAdjustedToUTC: true, unit: 'MILLIS' }
    const reading = readOf('timestamp', { type: 'INT32', logical_type: logical }, [1], { timestamps: true })
    await expect(reading).rejects.toThrow("times of day (TIME) in column 'timestamp', which have no day")
  })
})
