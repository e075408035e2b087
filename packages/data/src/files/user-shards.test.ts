import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  entriesOf,
  type Interactions,
  interactionsFrom,
  type Reading,
  readInteractions,
  readRows,
  shardOfUser,
  type UserShard,
} from '../index'
import { estimateRows, readRatings, writeInteractions } from '../node'

describe('the shard of a user', () => {
  it('never changes: parts that were written stay parts of one result', () => {
    const ids = ['', '1', '2', '17', '4711', 'ann', 'Ann Lee', 'żółw', '🦊']
    expect(shardOfUser(17, 400)).toBe(shardOfUser('17', 400))
    expect(ids.map((id) => shardOfUser(id, 400))).toMatchInlineSnapshot(`
      [
        267,
        133,
        95,
        76,
        27,
        258,
        224,
        268,
        229,
      ]
    `)
  })

  it('is one of as many as asked for, and divided evenly again', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 200 }),
        (id, count, more) => {
          const shard = shardOfUser(id, count)
          expect(shard >= 0 && shard < count && Number.isInteger(shard)).toBe(true)
          expect(Math.floor(shardOfUser(id, count * more) / more)).toBe(shard)
        },
      ),
    )
  })

  it('is as likely any: of numbers that follow each other, and of texts that differ in their ends', () => {
    for (const idOf of [String, (i: number) => `customer-${1e6 + i}`]) {
      const counts = new Array<number>(64).fill(0)
      for (let i = 0; i < 64_000; i++) counts[shardOfUser(idOf(i), 64)]!++
      const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
      expect(chiSquare).toBeLessThan(63 + 5 * Math.sqrt(2 * 63))
    }
  })

  it('is refused of a count that is none', () => {
    for (const count of [0, 1.5, 2 ** 21]) expect(() => shardOfUser('a', count)).toThrow(`got ${count}`)
  })
})

describe('a shard of the users of files', () => {
  const ids = [
    '1',
    '2',
    '30',
    '44',
    'ann',
    'Ann Lee',
    'żółw',
    '🦊',
    'o"neil',
    '007',
    'a,b',
    ...Array.from({ length: 40 }, (_, i) => `u${i}`),
  ]
  const all = interactionsFrom(
    ids.flatMap((user, i) =>
      Array.from({ length: 1 + (i % 4) }, (_, k) => ({ user, item: `i${(i * 7 + k) % 23}`, value: 1 + k })),
    ),
  )
  let folder: string
  const inFolder = (name: string) => join(folder, name)
  const textOf = (rows: readonly (readonly [string, string, number])[]) =>
    rows.map((row) => `${row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\n`).join('')
  const rows = Array.from(
    entriesOf(all),
    ({ user, item, value }) => [String(user), String(item), value!] as const,
  )

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hvamp-shards-'))
    await writeInteractions(inFolder('all.parquet'), all)
    await writeInteractions(inFolder('all.csv'), all)
    // the rows of a user in several files, in another order
    const halves = [rows.filter((_, i) => i % 2 === 1), rows.filter((_, i) => i % 2 === 0)]
    await writeFile(inFolder('odd.csv'), `userId,itemId,rating\n${textOf(halves[0]!)}`)
    await writeFile(inFolder('even.csv'), gzipSync(`userId,itemId,rating\n${textOf(halves[1]!)}`))
    const lines = rows.map(([userId, itemId, rating]) => `${JSON.stringify({ userId, itemId, rating })}\n`)
    await writeFile(inFolder('all.jsonl'), lines.join(''))
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** The items and values of each user, in any order. */
  function historiesOf(interactions: Interactions): Record<string, string[]> {
    const histories = new Map<string, string[]>()
    for (const entry of entriesOf(interactions)) {
      const user = String(entry.user)
      histories.set(user, [...(histories.get(user) ?? []), `${entry.item}:${entry.value}`])
    }
    return Object.fromEntries([...histories].map(([user, items]) => [user, items.sort()]))
  }

  const read: Record<
    string,
    (shard?: UserShard, onReading?: (reading: Reading) => void) => Promise<Interactions>
  > = {
    parquet: (shard, onReading) => readRatings(inFolder('all.parquet'), { shard, onReading }),
    csv: (shard, onReading) => readRatings(inFolder('all.csv'), { shard, onReading }),
    'several files': (shard, onReading) =>
      readRatings([inFolder('odd.csv'), inFolder('even.csv')], { shard, onReading }),
    'JSON lines': (shard, onReading) => readRatings(inFolder('all.jsonl'), { shard, onReading }),
    bytes: (shard, onReading) =>
      readInteractions(new Blob([`userId,itemId,rating\n${textOf(rows)}`]), { shard, onReading }),
    'rows of a database': (shard, onReading) =>
      readRows(
        {
          columns: ['userId', 'itemId', 'rating'],
          batches: async function* () {
            yield rows
          },
        },
        { shard, onReading },
      ),
  }

  it.each(Object.entries(read))('has their histories and no others: %s', async (_, readShard) => {
    const whole = historiesOf(await readShard())
    expect(whole).toEqual(historiesOf(all))
    const parts: Record<string, string[]>[] = []
    let rowsRead = 0
    for (let index = 0; index < 5; index++) {
      const shard = await readShard({ index, count: 5 }, (reading) => {
        rowsRead += reading.rows
        expect(reading.repeated).toBeUndefined()
      })
      for (const id of shard.userIds) expect(shardOfUser(id, 5)).toBe(index)
      parts.push(historiesOf(shard))
    }
    expect(rowsRead).toBe(rows.length)
    expect(Object.assign({}, ...parts)).toEqual(whole)
    expect(parts.reduce((sum, part) => sum + Object.keys(part).length, 0)).toBe(ids.length)
  })

  it('may have no user', async () => {
    const index = Array.from({ length: 999 }, (_, i) => i).find((i) =>
      ids.every((id) => shardOfUser(id, 999) !== i),
    )!
    for (const readShard of Object.values(read)) {
      const none = await readShard({ index, count: 999 })
      expect({ users: none.userCount, entries: none.items.length }).toEqual({ users: 0, entries: 0 })
    }
  })

  it('refuses one that is none of its count', async () => {
    await expect(readRatings(inFolder('all.csv'), { shard: { index: 5, count: 5 } })).rejects.toThrow(
      'readRatings: shard.index must be from 0 to 4, got 5',
    )
  })

  it('several files must agree on ratings', async () => {
    await writeFile(inFolder('clicks.csv'), 'userId,itemId\nann,i1\n')
    await expect(readRatings([inFolder('all.csv'), inFolder('clicks.csv')])).rejects.toThrow(
      `clicks.csv: expected a rating column, as ${inFolder('all.csv')}, got no rating column`,
    )
    await expect(readRatings([])).rejects.toThrow('path must name a file, got none')
  })

  it('the rows of a file are estimated: of parquet exactly, of text not below', async () => {
    expect(await estimateRows(inFolder('all.parquet'))).toBe(rows.length)
    expect(await estimateRows(inFolder('all.csv'))).toBeGreaterThanOrEqual(rows.length)
  })
})
