import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Reading, type ReadingOptions, unreadRating } from '../index'
import { readRatings } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-joined-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(files: Record<string, string>, options: ReadingOptions = {}) {
  const paths = Object.keys(files).map((name) => join(folder, name))
  for (const [i, text] of Object.values(files).entries()) await writeFile(paths[i]!, text)
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  const interactions = await readRatings(paths, { ...options, onReading })
  return { interactions, reading: reading! }
}

const place = (name: string) => join(folder, name)
const rows = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('')

describe('a file after the first', () => {
  it('without the header is read where its columns stand in the same places, else refused with these', async () => {
    const split = (header: string, row: (i: number) => string) => {
      const lines = rows(40, row).split(/(?<=\n)/)
      return { a: `${header}\n${lines.slice(0, 20).join('')}`, b: lines.slice(20).join('') }
    }
    const inOrder = split('user_id,item_id,rating', (i) => `${i % 8},${100 + i},${(i % 5) + 1}`)
    expect((await read(inOrder)).interactions.userIds).toEqual([...'01234567'])
    const itemFirst = split(
      'item_id,user_id,rating',
      (i) => `${100 + ((i * 7) % 20)},${i % 8},${(i % 5) + 1}`,
    )
    await expect(read(itemFirst)).rejects.toThrow(
      `${place('b')}: expected the columns of ${place('a')}: user 1, item 0, rating 2, got no header: user 0, item 1, rating 2: choose with columns.user (1), columns.item (0) or columns.rating (2)`,
    )
    const columns = { user: 1, item: 0, rating: 2 }
    expect((await read(itemFirst, { columns })).interactions.userIds).toEqual([...'01234567'])
  })

  it('has the columns of the same names, unless they are chosen by number', async () => {
    const files = { a: 'Customer ID,Product ID\n7,1\n', b: 'Customer Name,Product ID\nBob,1\n' }
    await expect(read(files)).rejects.toThrow(
      `${place('b')}: expected 'Customer ID' as user column, as ${place('a')}, got 'Customer Name'; give the columns one name`,
    )
    const byNumber = await read(files, { columns: { user: 0 } })
    expect(byNumber.interactions.userIds).toEqual(['7', 'Bob'])
    const alike = await read({ a: 'user_id,item\n1,1\n', b: '{"userId": 2, "item": 1}\n' })
    expect(alike.interactions.userIds).toEqual(['1', '2'])
    const renamed = { a: 'user,item,rating\n1,1,2\n', b: 'user,item,plays\n1,2,2\n' }
    await expect(read(renamed)).rejects.toThrow("'rating' as rating column")
  })

  it('without a header has as many fields, and numbers where the first has some, whatever is read of it', async () => {
    const ratings = rows(40, (i) => `${i % 7}::${i % 11}::${(i % 5) + 1}::95670394${i % 10}`)
    const movies = rows(30, (i) => `${i}::Film, The ${i} (1911)::Comedy|Drama`)
    const tags = rows(30, (i) => `${i}::${i}::excellent!::121518463${i % 10}`)
    const users = rows(7, (i) => `${i}::F::1::10::48067`)
    for (const options of [{}, { ratings: false }, { header: false }]) {
      await expect(read({ a: movies, b: ratings }, options)).rejects.toThrow(
        `${place('b')}:1: expected 3 fields without a header, as ${place('a')} has, got 4: name the files with rows of one kind alone`,
      )
      await expect(read({ a: ratings, b: users }, options)).rejects.toThrow(
        `${place('b')}:1: expected 4 fields without a header, as ${place('a')} has, got 5: `,
      )
      await expect(read({ a: ratings, b: tags }, options)).rejects.toThrow(
        `${place('b')}:1: expected numbers in column 2, as ${place('a')} has, got 'excellent!': `,
      )
    }
    const titles = rows(30, (i) => `${i},Film ${i},4`)
    const others = rows(30, (i) => `${i},${i},4`)
    await expect(read({ a: others, b: titles })).rejects.toThrow(
      `expected numbers in column 1, as ${place('a')} has, got 'Film 0'`,
    )
    const columns = { user: 0, item: 1 }
    const chosen = await read({ a: ratings, b: rows(40, (i) => `${i % 7},${i % 11}`) }, { columns })
    expect(chosen.interactions.userIds).toEqual([...'0123456'])
  })

  it('with a header of other names is named where the first has no users', async () => {
    const links = 'movieId,imdbId,tmdbId\n1,0114709,862\n'
    const ratings = 'userId,movieId,rating,timestamp\n1,1,4,964982703\n'
    await expect(read({ a: links, b: ratings })).rejects.toThrow(
      `${place('b')}:1: expected the columns of ${place('a')}, 'movieId, imdbId, tmdbId', got 'userId, movieId, rating, timestamp': name the files with rows of one kind alone`,
    )
    await expect(read({ a: 'who,what\n1,2\n', b: 'who,what,price\n1,2,3\n' })).rejects.toThrow(
      `${place('a')}:1: expected a header with a user and an item column`,
    )
  })

  it('without a header may have ids of letters where those of the first are digits', async () => {
    const a = rows(40, (i) => `${i % 7},000100${i % 11},${(i % 5) + 1},95670394${i % 10}`)
    const b = rows(40, (i) => `${i % 7},B00010${i % 11},${(i % 5) + 1},95670394${i % 10}`)
    expect((await read({ a, b })).interactions.itemIds).toHaveLength(22)
  })

  it('with or without ratings alone names the option that reads both, and what stands in their place', async () => {
    const a = 'user,item,rating\n1,1,2\n'
    await expect(read({ a, b: 'user,item\n1,2\n' })).rejects.toThrow(
      `${place('b')}: expected a rating column, as ${place('a')}, got no rating column: choose with ratings: false`,
    )
    const renamed = { a, b: 'user,item,grade\n1,2,4\n' }
    await expect(read(renamed)).rejects.toThrow(
      "got no rating column, but 'grade' in its place: choose with columns.rating (2) or ratings: false",
    )
    expect((await read(renamed, { columns: { rating: 2 } })).interactions.values).toEqual(
      Float32Array.of(2, 4),
    )
    expect((await read(renamed, { ratings: false })).interactions.values).toBeUndefined()
    await expect(read({ a: renamed.b, b: a })).rejects.toThrow(
      `${place('b')}: expected no rating column, but 'grade' in its place, as ${place('a')}, got a rating column: choose with columns.rating (2)`,
    )
  })

  it('may have further columns, which are named and asked about as those of the first', async () => {
    const { reading } = await read({
      a: 'user,item\n1,1\n2,1\n',
      b: `user,item,price,gefallen\n${rows(60, (i) => `${i % 7},${i % 11},${i},${(i % 3) % 2}`)}`,
    })
    expect(reading.unread).toEqual(['price', 'gefallen'])
    expect(unreadRating(reading)).toBe('gefallen')
  })

  it('is asked about where it alone has verdicts that are no codes', async () => {
    const of = (name: string, value: (i: number) => unknown) =>
      `user,item,${name}\n${rows(60, (i) => `${i % 7},${i % 11},${value(i)}`)}`
    const codes = of('feedback_type', (i) => ((i % 3) % 2 ? 1 : -1))
    const answers = of('gefallen', (i) => ((i % 3) % 2 ? 'ja' : 'nein'))
    expect(unreadRating((await read({ a: codes, b: answers })).reading)).toBe('gefallen')
    expect(unreadRating((await read({ a: codes, b: codes })).reading)).toBe('feedback_type')
  })

  it('is named with the first of its rows that were left out or count though they are cancelled', async () => {
    const b = 'user,item,status\n3,1,paid\n,1,paid\n4,2,refunded\n5,2,refunded\n'
    const { reading } = await read({ a: 'user,item\n1,1\n', b }, { missing: 'skip' })
    expect(reading.skipped).toEqual([{ reason: 'no user', rows: 1, first: 3, file: place('b') }])
    expect(reading.cancelled).toMatchObject([{ rows: 2, first: 4, file: place('b') }])
  })

  it('may have the other of two verdicts, or those that are cancelled: all files together decide', async () => {
    const liked = (value: string) => `user,item,gefallen\n${rows(40, (i) => `${i % 7},${i % 11},${value}`)}`
    expect(unreadRating((await read({ a: liked('ja'), b: liked('nein') })).reading)).toBe('gefallen')
    expect(unreadRating((await read({ a: liked('1'), b: liked('0'), c: liked('1') })).reading)).toBe(
      'gefallen',
    )
    expect(unreadRating((await read({ a: liked('1'), b: liked('1') })).reading)).toBeUndefined()
    const ofOrders = (count: number, day: number) =>
      `user,item,date,online\n${rows(count, (i) => {
        const order = Math.floor(i / 4)
        return `${order % 5},${i % 9},2026-0${day}-${10 + (order % 20)},${order % 2}`
      })}`
    expect(unreadRating((await read({ a: ofOrders(8, 1) })).reading)).toBe('online')
    expect(unreadRating((await read({ a: ofOrders(8, 1), b: ofOrders(80, 2) })).reading)).toBeUndefined()
    const objects = (value: number) =>
      rows(40, (i) => JSON.stringify({ user: i % 7, item: i % 11, gefallen: value }))
    expect(unreadRating((await read({ a: objects(1), b: objects(0) })).reading)).toBe('gefallen')
    const ofShop = (shop: string, value: number) =>
      `user,item,shop,paid\n${rows(40, (i) => `${shop}${i % 7},${i % 11},${shop},${value}`)}`
    expect(unreadRating((await read({ a: ofShop('a', 1), b: ofShop('b', 0) })).reading)).toBeUndefined()
    const orders = (day: string) => `user,item,cancelled_at\n${rows(40, (i) => `${i % 7},${i % 11},${day}`)}`
    const { reading } = await read({ a: orders(''), b: orders('2026-01-03'), c: orders('') })
    expect(reading.cancelled).toEqual([
      { column: 'cancelled_at', values: ['2026-01-03'], rows: 40, first: 2, file: place('b') },
    ])
  })

  it('says of ids written in two ways where both may be', async () => {
    await expect(read({ a: 'user,item\n007,1\n', b: 'user,item\n7,2\n' })).rejects.toThrow(
      `${place('a')} and ${place('b')}: expected one way of writing a user id, got '7' and '007'`,
    )
  })
})

describe('ratings of several files', () => {
  const rated = (column: string, scale: (i: number) => number, count = 100) =>
    `user,item,${column}\n${rows(count, (i) => `${i % 20},${(i * 7) % 23},${scale(i % 5)}`)}`

  it.each<[string, (i: number) => number, (i: number) => number]>([
    ['1 to 5 and 20 to 100', (i) => 1 + i, (i) => 20 * (1 + i)],
    ['2 to 10 and 1 to 5', (i) => 2 * (1 + i), (i) => 1 + i],
    ['0 to 1 and 1 to 5', (i) => i / 4, (i) => 1 + i],
  ])('on different scales are named: %s', async (_, one, other) => {
    const { reading } = await read({ a: rated('rating', one), b: rated('rating', other) })
    const expected = [
      { file: place('a'), highest: one(4) },
      { file: place('b'), highest: other(4) },
    ]
    expect(reading.scales).toEqual(expected.toSorted((a, b) => a.highest - b.highest))
  })

  it.each([
    ['a CSV', 'user,item,rating\n1,1,like\n2,1,dislike\n', 'user,item,rating\n3,1,5\n4,2,1\n'],
    [
      'JSON',
      '{"user": 1, "item": 1, "rating": true}\n{"user": 2, "item": 1, "rating": false}\n',
      '{"user": 3, "item": 1, "rating": 5}\n{"user": 4, "item": 2, "rating": 1}\n',
    ],
  ])('are not words in one and numbers in another one, however few: %s', async (_, words, numbers) => {
    await expect(read({ a: words, b: numbers })).rejects.toThrow(
      `${place('b')}: expected words as ratings, as ${place('a')} has, got numbers; write all as numbers if they are on one scale: choose with ratings: false`,
    )
    const none = 'user,item,rating\n'
    await expect(read({ a: none, b: numbers, c: none, d: words })).rejects.toThrow(
      `${place('d')}: expected numbers as ratings, as ${place('b')} has, got words; write all as numbers if they are on one scale: choose with ratings: false`,
    )
    expect((await read({ a: words, b: numbers }, { ratings: false })).interactions.userIds).toHaveLength(4)
    expect((await read({ a: words, b: words })).interactions.values).toEqual(Float32Array.of(1, 0))
  })

  it('are of one kind as words in text and as booleans of parquet', async () => {
    const filename = place('flags.parquet')
    parquetWriteFile({
      filename,
      columnData: [
        { name: 'user', data: ['7', '8'], type: 'STRING' },
        { name: 'item', data: ['1', '1'], type: 'STRING' },
        { name: 'rating', data: [true, false], type: 'BOOLEAN' },
      ],
    })
    const inText = place('flags.csv')
    await writeFile(inText, 'user,item,rating\n1,1,true\n2,1,false\n')
    expect((await readRatings([inText, filename])).values).toEqual(Float32Array.of(1, 0, 1, 0))
    await writeFile(inText, 'user,item,rating\n1,1,5\n2,1,3\n')
    await expect(readRatings([inText, filename])).rejects.toThrow(
      `${filename}: expected numbers as ratings, as ${inText} has, got words`,
    )
  })

  it('are of one scale where a file is small, or counts', async () => {
    const stars = (i: number) => 1 + i
    const tens = (i: number) => 20 * (1 + i)
    expect((await read({ a: rated('plays', stars), b: rated('plays', tens) })).reading.scales).toBeUndefined()
    const few = await read({ a: rated('rating', stars, 20), b: rated('rating', (i) => 2 * (1 + i)) })
    expect(few.reading.scales).toBeUndefined()
    expect(
      (await read({ a: rated('rating', stars), b: rated('rating', stars) })).reading.scales,
    ).toBeUndefined()
  })
})

it('times of files in two units are refused, of rows, too, whose place those of another file take', async () => {
  const files = (first: string, second: string) => ({
    a: `user,item,timestamp\nu1,a,${first}\n`,
    b: `user,item,timestamp\nu1,a,${second}\n`,
  })
  const timestamps = true
  const refused = `${place('a')} and ${place('b')}: expected times in one unit, got `
  await expect(read(files('1704067200000', '2024-01-01'), { timestamps })).rejects.toThrow(
    `${refused}1704067200, as in seconds, and 1704067200000, as in milliseconds or finer`,
  )
  await expect(read(files('1672531200000000', '1704067200000'), { timestamps })).rejects.toThrow(
    `${refused}1704067200000, as in milliseconds, and 1672531200000000, as in microseconds`,
  )
  const { interactions } = await read(files('1704067200', '2024-01-02'), { timestamps })
  expect([...interactions.timestamps!]).toEqual([1704153600])
})
