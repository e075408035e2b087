import { expect, it } from 'vitest'
import { type ReadingOptions, readInteractions } from '../index'

const read = (text: string, options: ReadingOptions = {}) =>
  readInteractions(new Blob([text]), { name: 'users.dat', ...options })

it('refuses libsvm and counts first as adjacency lists that are asked for', async () => {
  await expect(read('1 3:1 5:0.5\n0 2:1\n', { format: 'adjacency' })).rejects.toThrow(
    'users.dat:1: expected interactions, got lines of index:value (libsvm)',
  )
  await expect(read('2 7 8\n1 9\n2 8 9\n', { format: 'adjacency' })).rejects.toThrow(
    'users.dat:1: expected a user and their items on each line, got the number of items first, and no user',
  )
})

it('asks about lists whose first numbers are all different, and each the number of items behind it', async () => {
  for (const text of ['2 7 8\n1 9\n3 7 8 9\n', '2 3 4\n3 4 5 6\n4 5 6 7 8\n1 9\n']) {
    await expect(read(text)).rejects.toThrow(
      "users.dat:1: expected a user and their items on each line, got the number of items first, and no user, as in CiteULike's users.dat: write the number of the line in its place, as awk '{ $1 = NR; print }' does, or take it for the user: choose with format ('adjacency')",
    )
  }
  expect((await read('2 7 8\n1 9\n')).userIds).toEqual(['1', '2'])
})

it.each([
  ['a user whose id is no count', '2 7 8\n1 9\n4 7 8 9\n'],
  ['users that are as many as their items, each once', '2 7 8\n1 9\n3 7 8 9\n'],
])('reads lists with %s', async (_, text) => {
  expect((await read(text, { format: 'adjacency' })).itemCount).toBe(3)
})

it('asks where a user has two lines of items, in short files and in long ones, and joins them if told so', async () => {
  const lists = (count: number) =>
    Array.from({ length: count }, (_, user) => `${user} 7 ${user % 2 ? 8 : '8 9'}`)
  for (const count of [4, 2000]) {
    const text = `${[...lists(count), '3 1 2'].join('\n')}\n`
    await expect(read(text)).rejects.toThrow(
      `users.dat:${count + 1}: expected one line for each user, as lists of items have, got '3' again, whose lines are joined if they are lists of items: choose with format ('adjacency')`,
    )
    const { userCount, items, offsets } = await read(text, { format: 'adjacency' })
    expect([userCount, items.length]).toEqual([count, 2.5 * count + 2])
    expect(offsets[4]! - offsets[3]!).toBe(4)
  }
})

it('offers lists of items for lines of one length without a user twice', async () => {
  for (const text of [
    '7 3 9 12 4\n',
    '7 3\n8 4\n'.replace(/\n/g, ' 5 6\n'),
    'u7 i3 i9 i12 i4\n',
    '7 3 9\n8 4 1\n',
  ]) {
    await expect(read(text)).rejects.toMatchObject({ likely: { format: 'adjacency' } })
  }
  await expect(read('7,3,9,12,4\n')).rejects.not.toMatchObject({ likely: { format: 'adjacency' } })
})

it('refuses ratings and times behind items as lists of items', async () => {
  const lines = (of: (i: number) => string) =>
    Array.from({ length: 12 }, (_, i) => `${i % 5} ${of(i)}\n`).join('')
  for (const [text, value] of [
    [lines((i) => `${i} ${1 + (i % 5)}`), 'rating'],
    [lines((i) => `${i} ${1 + (i % 5)} ${978300000 + i}`), 'rating'],
    [lines((i) => `${i} ${978300000 + i}`), 'time'],
  ] as const) {
    await expect(read(text, { format: 'adjacency' })).rejects.toThrow(
      `users.dat:1: expected a user and their items on each line, got an item and its ${value} on each line, as a table has them (format 'table')`,
    )
  }
  const pairs = lines((i) => `${(7 * i) % 12} ${(5 * i + 1) % 12}`)
  expect((await read(pairs, { format: 'adjacency' })).userCount).toBe(5)
})

it('asks for the columns of many fields between colons, and names a text with colons', async () => {
  const line = (user: string, text: string) => `${user}::Lost::DVDs::60::${text}::4::12/03/2005\n`
  const texts = [line('bob', 'nice'), line('amy', 'fair'), line('bob', 'good')].join('')
  await expect(read(texts)).rejects.toMatchObject({ options: ['columns'] })
  const columns = { user: 0, item: 1, rating: 5 }
  expect((await read(texts, { columns })).userCount).toBe(2)
  await expect(read(texts + line('zoe', 'so :: so'), { columns })).rejects.toThrow(
    "users.dat:4: expected 7 fields, got 8, as '::' is in a text, 'zoe::Lost::DVDs::60::so :: so::4::12/03/2005': separate the fields by another mark",
  )
})

it.each([
  [
    '[{"user":1,"item":2},\n{"user":1,"item":3},\n',
    "3: expected the end of the array, got the end of the file: write ']' there, if no object is missing",
  ],
  ['{"rows": [{"user":1,"item":2},\n{"user":1,"item":3}\n', "got the end of the file: write ']}' there"],
  ['{"rows": [{"user":1,"item":2}]\n', "got the end of the file: write '}' there"],
  [
    '{"user":1,"item":2},\n{"user":1,"item":3},\n',
    "1: expected an object in braces, got ',' behind one that no bracket is before",
  ],
])('says how JSON that has no end is mended: %j', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message)
})

it('names the line of a matrix without times, and the option to read it', async () => {
  const matrix = '%%MatrixMarket matrix coordinate integer general\n%\n1 1 1\n1 1 1\n'
  await expect(read(matrix, { timestamps: true })).rejects.toThrow(
    'users.dat:1: expected timestamps, got a matrix of MatrixMarket, which has none: choose with timestamps: false',
  )
})

it('refuses a line without a rating as a broken one among ratings of the Netflix Prize', async () => {
  await expect(read('1:\n30878,4,2005-12-26\n2647871\n')).rejects.toThrow(
    "users.dat:3: expected the number of a movie and a colon, or customer,rating,date, got '2647871'",
  )
})

it('takes the item that stands for all its colours and sizes', async () => {
  const [row] = [{ asin: 'B07', parent_asin: 'B08', user_id: 'AE1', rating: 5 }]
  expect((await read(`${JSON.stringify(row)}\n`)).itemIds).toEqual(['B08'])
  expect((await read('user_id,parent_asin,rating\nAE1,B08,5\n')).itemIds).toEqual(['B08'])
})

it.each([
  [
    'INSERT INTO ratings (user_id, item_id) VALUES (1, 2);\nINSERT INTO ratings (user_id, item_id) VALUES (1, 3);\n',
    'INSERT INTO',
  ],
  ['-- MySQL dump 10.13\n--\n/*!40101 SET x */;\nDROP TABLE IF EXISTS `r`;\n', 'DROP TABLE'],
  ['PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n', 'PRAGMA'],
])('refuses statements of SQL, whatever columns are chosen: %s', async (text, statement) => {
  const message = `users.dat:1: expected interactions, got statements of SQL, '${statement}`
  await expect(read(text)).rejects.toThrow(message)
  await expect(read(text, { columns: { user: 0, item: 1 } })).rejects.toThrow(message)
})

it('asks for the rows below a statement of COPY alone', async () => {
  const text = 'COPY public.ratings (user_id, item_id) FROM stdin;\n1\t2\n1\t3\n2\t3\n\\.\n'
  await expect(read(text)).rejects.toMatchObject({ options: ['skipLines'] })
  expect((await read(text, { skipLines: 1, columns: { user: 0, item: 1 } })).items.length).toBe(3)
})

it('names the line of a statement below comments, and how many lines are to be skipped', async () => {
  const above = '--\n-- PostgreSQL database dump\n--\n\n'
  const rows = '1\t2\n1\t3\n2\t3\n\\.\n'
  const text = `${above}COPY public.ratings (user_id, item_id) FROM stdin;\n${rows}`
  await expect(read(text)).rejects.toMatchObject({
    message:
      "users.dat:5: expected rows alone, got 'COPY public.ratings (user_id, item_id) FROM stdin;': choose with skipLines (5)",
    likely: { skipLines: 5 },
  })
  expect((await read(text, { skipLines: 5, columns: { user: 0, item: 1 } })).items.length).toBe(3)
  await expect(read(`${above}DROP TABLE r;\n`)).rejects.toThrow(
    "users.dat:1: expected interactions, got statements of SQL, 'DROP TABLE r;' in line 5: run them",
  )
})

it('reads user, item, rating and time between spaces, also where no user has two lines', async () => {
  const row = (at: number, time: string) => `${100 + 7 * at} ${200 + (at % 30)} ${1 + (at % 5)} ${time}\n`
  const rows = (of: (at: number) => string) => Array.from({ length: 40 }, (_, at) => row(at, of(at))).join('')
  const { userCount, values } = await read(rows((at) => `${1_000_000_000 + 977 * at}`))
  expect([userCount, ...values!.subarray(0, 2)]).toEqual([40, 1, 2])
  await expect(read(rows((at) => `${100_000_000 + at}`))).rejects.toThrow(
    'got lines of one length, which may be a user and three items',
  )
})

it('names a mark of a conflict in git as such', async () => {
  const text = 'user,item,rating\n<<<<<<< HEAD\na,1,2\n=======\na,1,3\n>>>>>>> other\n'
  const message = "users.dat:2: expected a row, got '<<<<<<< HEAD', a mark of a conflict in git"
  await expect(read(text)).rejects.toThrow(message)
  await expect(read(text, { missing: 'skip' })).rejects.toThrow(message)
})
