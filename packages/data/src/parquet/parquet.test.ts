import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, interactionsFrom, readInteractions } from '../index'
import { readRatings, writeInteractions } from '../node'

const recorded = (name: string) =>
  fileURLToPath(new URL(`../../../../fixtures/parquet/${name}.parquet`, import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-parquet-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function altered(name: string, change: (bytes: Buffer) => Uint8Array): Promise<string> {
  const path = join(folder, `${name}.parquet`)
  await writeFile(path, change(await readFile(recorded('snappy'))))
  return path
}

const startOfFooter = (bytes: Buffer) => bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)

describe('parquet', () => {
  const time = Date.UTC(2005, 8, 6, 12, 30) / 1000

  it('is refused where files were put one after another, of which all but one would be lost', async () => {
    const refused = 'expected one parquet file, got several, one after another: give each by itself'
    const several = (bytes: Buffer, count: number) =>
      Buffer.concat(Array.from({ length: count }, () => bytes))
    for (const count of [2, 3]) {
      await expect(readRatings(await altered('joined', (bytes) => several(bytes, count)))).rejects.toThrow(
        refused,
      )
    }
    const ratings = interactionsFrom(
      Array.from({ length: 300 }, (_, i) => ({ user: `u${i % 20}`, item: `i${i % 31}`, value: 1 + (i % 5) })),
    )
    const written = join(folder, 'written.parquet')
    await writeInteractions(written, ratings)
    const one = await readFile(written)
    await writeFile(join(folder, 'twice.parquet'), several(one, 2))
    await expect(readRatings(join(folder, 'twice.parquet'))).rejects.toThrow(refused)
    const padded = await altered('padded', (bytes) => {
      const footer = startOfFooter(bytes)
      return Buffer.concat([
        bytes.subarray(0, footer),
        Buffer.from('PAR1PAR1'.repeat(9)),
        bytes.subarray(footer),
      ])
    })
    expect((await readRatings(padded)).userCount).toBe(3)
  })

  it.each(['none', 'snappy', 'gzip', 'zstd', 'lz4', 'brotli'])('is read, compressed by %s', async (name) => {
    const day = 24 * 3600
    expect([...entriesOf(await readRatings(recorded(name), { timestamps: true }))]).toEqual([
      { user: '7', item: '31', value: 2.5, timestamp: time },
      { user: '3', item: 'tt 1029', value: 3, timestamp: time + day },
      { user: '7', item: '8', value: 5, timestamp: time + 2 * day },
      { user: '12', item: '31', value: 0.5, timestamp: time + 3 * day },
    ])
    expect((await readRatings(recorded(name))).timestamps).toBeUndefined()
  })

  it('has columns by name or number, as a CSV, and tells how far reading has come', async () => {
    let last = {}
    const { values, itemIds } = await readRatings(recorded('zstd'), {
      columns: { user: 'movieid', item: 0, rating: 3 },
      onProgress: (progress) => {
        last = progress
      },
    })
    expect(itemIds).toEqual(['7', '3', '12'])
    expect(values).toHaveLength(4)
    expect(last).toEqual({ rows: 4, bytes: (await readFile(recorded('zstd'))).length })
  })

  it('is written so that it reads back as the same, whatever the ids', async () => {
    const text = fc.oneof(fc.nat(20).map(String), fc.string({ minLength: 1, maxLength: 4 }))
    const entry = fc.record({
      user: text.filter((id) => id.trim() !== ''),
      item: fc.oneof(fc.nat(9), fc.constant('12345678901234567890')),
      value: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      timestamp: fc.double({ noNaN: true, min: -1e8, max: 1e11 - 1 }).map((value) => value + 0), // in one unit
    })
    const path = join(folder, 'again.parquet')
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 30 }), async (entries) => {
        const interactions = interactionsFrom(entries)
        await writeInteractions(path, interactions)
        const again = await readRatings(path, { timestamps: true, missing: 'keep' })
        expect([...entriesOf(again)]).toEqual([...entriesOf(interactions)])
      }),
      { numRuns: 30 },
    )
    expect(await readdir(folder)).toContain('again.parquet')
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([])
  })

  it('of more rows than a group is written and read in groups', async () => {
    const count = 300_000
    const columns = { users: new Int32Array(count), items: new Int32Array(count) }
    for (let i = 0; i < count; i++) [columns.users[i], columns.items[i]] = [i % 997, (i / 997) | 0]
    const path = join(folder, 'many.parquet')
    const interactions = interactionsFrom(columns)
    await writeInteractions(path, interactions)
    const seen: number[] = []
    const again = await readRatings(path, { onProgress: ({ rows }) => seen.push(rows) })
    expect(seen).toEqual([1 << 17, 2 << 17, count])
    expect(again).toEqual(interactions)
  })

  it.each<[string, (path: string) => Promise<string> | string, string]>([
    ['that ends too early', () => altered('cut', (b) => b.subarray(0, 500)), 'a whole parquet file'],
    [
      'with a changed footer',
      () => altered('footer', (b) => b.fill(7, startOfFooter(b), startOfFooter(b) + 60)),
      'a whole parquet file',
    ],
    ['with changed data', () => altered('data', (b) => b.fill(255, 4, 300)), 'a whole parquet file'],
    [
      'with a column whose path is damaged',
      () =>
        altered('path', (bytes) => {
          bytes[1389]! ^= 16
          return bytes
        }),
      'a whole parquet file',
    ],
    [
      'that says its footer is longer than itself',
      () => altered('long', (b) => b.fill(0x7f, b.length - 8, b.length - 4)),
      'a whole parquet file',
    ],
    [
      'with a rating missing',
      () => recorded('null-rating'),
      "row 2: expected a finite number as rating, got 'null'",
    ],
  ])('%s is refused in one line that names it', async (_, prepare, message) => {
    const path = await prepare(folder)
    const error = await readRatings(path).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).constructor).toBe(Error)
    expect((error as Error).message).toContain(path)
    expect((error as Error).message).toContain(message)
  })

  it('with a page that claims what memory cannot hold is refused before it is read', async () => {
    const page = await altered('page', (bytes) => {
      const count = bytes.indexOf('2c15', 36, 'hex') + 2 // of values, in the header of the first data page
      return bytes.fill('feffffff0f' + '1510' + '1506' + '1506' + '0000', count, count + 13, 'hex')
    })
    await expect(readRatings(page)).rejects.toThrow(
      "expected a whole parquet file, got column 'user_id' has a page of 2147483647 values in a group of 3 rows",
    )
  })

  it('with any byte changed is read or refused, naming it, and is never a fault of the program', async () => {
    const whole = await readFile(recorded('snappy'))
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 5), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const path = await altered('flipped', (bytes) => {
          bytes[at + 4]! ^= change
          return bytes
        })
        const error = await readRatings(path, { timestamps: true }).catch((thrown: Error) => thrown)
        if (!(error instanceof Error)) return
        expect(error.constructor).toBe(Error)
        expect(error.message).toContain(path)
        expect(error.message).not.toContain("'undefined'")
      }),
      { numRuns: 200 },
    )
  })

  it('without the columns is refused, naming those that there are', async () => {
    await expect(readRatings(recorded('none'), { columns: { item: 'song' } })).rejects.toThrow(
      "expected a column 'song' as item, got columns 'user_id', 'note', 'movieId', 'rating', 'timestamp'",
    )
    await expect(readRatings(recorded('none'), { columns: { item: 'note' } })).rejects.toThrow(
      "row 2: expected an item id, got 'null'",
    )
  })

  it('has ids of warehouses exactly, or says what they are', async () => {
    const { userIds } = await readRatings(recorded('unsigned'))
    expect(userIds).toEqual(['5', '9223372036854775809', '18446744073709551615'])
    const uuids = await readRatings(recorded('uuids'))
    expect(uuids.userIds[2]).toBe('00000000-0000-0000-0000-000000000003')
    await expect(readRatings(recorded('bytes'))).rejects.toThrow(
      'row 1: expected a user id, got bytes that are no text, 93b885adfe0da089cdf634904fd59f71',
    )
    await expect(readRatings(recorded('times-of-day'), { timestamps: true })).rejects.toThrow(
      "expected times of a calendar as timestamp, got times of day (TIME) in column 'time', which have no day",
    )
  })

  it('cannot be read from a stream, which is said', async () => {
    const bytes = await readFile(recorded('none'))
    await expect(readInteractions(new Blob([bytes]))).rejects.toThrow(
      'got a parquet file, which is read by its path only',
    )
  })
})
