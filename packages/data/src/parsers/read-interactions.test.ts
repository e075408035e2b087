import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { entriesOf, interactionsFrom, type Reading, type ReadingOptions, readInteractions } from '../index'

const bytesOf = (text: string | Uint8Array) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text

async function* inChunks(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = (text: string | Uint8Array, options: ReadingOptions & { name?: string } = {}) =>
  readInteractions(inChunks(bytesOf(text)), { name: 'file', ...options })
const rowsOf = async (text: string, options?: ReadingOptions) =>
  Array.from(entriesOf(await read(text, options)), ({ user, item, value }) =>
    value === undefined ? [user, item] : [user, item, value],
  )

const rated = [
  ['7', '31', 2.5],
  ['3', '1029', 3],
  ['7', '8', 5],
]

describe('readInteractions: formats', () => {
  it.each([
    ['a CSV as MovieLens writes it', 'userId,movieId,rating,timestamp\n7,31,2.5,1\n3,1029,3.0,2\n7,8,5,3\n'],
    ['columns in another order', 'rating,timestamp,item_id,UID\n2.5,1,31,7\n3.0,2,1029,3\n5,3,8,7\n'],
    ['semicolons', '"User-ID";"ISBN";"Book-Rating"\n7;31;2.5\n3;1029;3\n7;8;5\n'],
    ['bars', 'user|item|score\n7|31|2.5\n3|1029|3\n7|8|5\n'],
    ['tabs', 'userID\tartistID\tweight\n7\t31\t2.5\n3\t1029\t3\n7\t8\t5\n'],
    ['names with types', 'user_id:token\titem_id:token\trating:float\n7\t31\t2.5\n3\t1029\t3\n7\t8\t5\n'],
    ['spaces', 'user item rating\n7 31 2.5\n3 1029 3\n7 8 5\n'],
    ['MovieLens ::', '7::31::2.5::978300760\n3::1029::3::978302109\n7::8::5::978301968\n'],
    ['u.data', '7\t31\t2.5\t881250949\n3\t1029\t3\t891717742\n7\t8\t5\t878887116\n'],
    ['CRLF', 'userId,movieId,rating\r\n7,31,2.5\r\n3,1029,3\r\n7,8,5\r\n'],
    ['a byte order mark', '\ufeffuserId,movieId,rating\n7,31,2.5\n3,1029,3\n7,8,5\n'],
    ['no newline at the end', 'userId,movieId,rating\n7,31,2.5\n3,1029,3\n7,8,5'],
    ['blank lines', '\n\nuserId,movieId,rating\n7,31,2.5\n\n3,1029,3\n7,8,5\n\r\n\n'],
    ['spaces around fields', 'userId, movieId, rating\n7, 31, 2.5\n 3 ,1029, 3\n7,8 ,5\n'],
    ['quotes', '"userId","movieId","rating"\n7,"31",2.5\n"3","1029","3"\n7,8,"5"\n'],
    ['quotes and CRLF', 'userId,movieId,rating\r\n7,"31","2.5"\r\n3,1029,"3"\r\n\r\n7,8,5\r\n'],
    ['numbers in other notations', 'userId,movieId,rating\n7,31,25e-1\n3,1029,+3.\n7,8,005.0\n'],
  ])('reads %s', async (_, text) => {
    expect(await rowsOf(text)).toEqual(rated)
  })

  it.each([
    [
      'named by the caller',
      'Reader,Paper,Mark\n7,31,2.5\n3,1029,3\n7,8,5\n',
      { user: 'reader', item: 'Paper', rating: 'Mark' },
    ],
    ['by number without header', '31,7,2.5\n1029,3,3\n8,7,5\n', { user: 1, item: 0, rating: 2 }],
    [
      'by number with a header',
      'movieId,userId,x\n31,7,2.5\n1029,3,3\n8,7,5\n',
      { user: 1, item: 0, rating: 2 },
    ],
    ['one by name', 'userId,movieId,rating,own\n7,31,0,2.5\n3,1029,0,3\n7,8,0,5\n', { rating: 'own' }],
  ])('takes columns %s', async (_, text, columns) => {
    expect(await rowsOf(text, { columns })).toEqual(rated)
  })

  it('has no values without a rating column', async () => {
    expect((await read('userId,itemId\n1,2\n')).values).toBeUndefined()
    expect((await read('1::2\n')).values).toBeUndefined()
    expect(await rowsOf('5,6,1\n', { columns: { user: 0, item: 1 } })).toEqual([['5', '6']])
  })

  it('reads adjacency lists, and a user without items as an empty history', async () => {
    const interactions = await read('4 10 11\r\n5\n2 11 12 10 \n')
    expect(interactions.userIds).toEqual(['2', '4', '5'])
    expect(interactions.itemIds).toEqual(['10', '11', '12'])
    expect([...interactions.offsets]).toEqual([0, 3, 5, 5])
    expect([...interactions.items]).toEqual([1, 2, 0, 0, 1])
  })

  it('reads what the caller names where the first line would say otherwise', async () => {
    expect(await rowsOf('1::2 3::4\n', { format: 'adjacency' })).toEqual([['1::2', '3::4']])
    expect(await rowsOf('ann\ttea\n', { format: 'u.data' })).toEqual([['ann', 'tea']])
    expect(
      await rowsOf('userId itemId,movieId\n1,2\n', { format: 'csv', columns: { user: 'userId itemId' } }),
    ).toEqual([['1', '2']])
  })

  it('reads gzip, streams and blobs', async () => {
    const text = 'userId,movieId,rating\n7,31,2.5\n3,1029,3\n7,8,5\n'
    const zipped = gzipSync(text)
    const sources = [
      new Blob([text]),
      new File([zipped], 'ratings.csv.gz'),
      new Blob([zipped]).stream(),
      inChunks(zipped, 1),
      inChunks(bytesOf(text), 1),
    ]
    for (const source of sources) {
      const entries = [...entriesOf(await readInteractions(source))]
      expect(entries.map(({ user, item, value }) => [user, item, value])).toEqual(rated)
    }
  })

  const many = Array.from({ length: 6000 }, (_, i) => [`u${i}`, `i${(i * 7919) % 503}`, (i % 5) + 1] as const)
  const csv = ['user,item,rating,flag', ...many.map((row) => `${row.join()},${'ny'[row[2] % 2]}`), ''].join(
    '\n',
  )
  it.each<[string, Uint8Array]>([
    ['a table', bytesOf(csv)],
    ['a table of carriage returns', bytesOf(csv.replaceAll('\n', '\r'))],
    ['a table in gzip', gzipSync(csv)],
    [
      'JSON',
      bytesOf(
        JSON.stringify(
          many.map(([user, item, rating]) => ({ user, item, rating })),
          null,
          1,
        ),
      ),
    ],
  ])('reads %s from a source that uses one Buffer again', async (_, bytes) => {
    async function* source() {
      const buffer = Buffer.alloc(4096)
      for (let at = 0; at < bytes.length; at += 4096) {
        const piece = bytes.subarray(at, at + 4096)
        buffer.set(piece)
        yield buffer.subarray(0, piece.length)
      }
    }
    const entries = [...entriesOf(await readInteractions(source()))]
    expect(entries.map(({ user, item, value }) => [user, item, value])).toEqual(many)
  })

  it('leaves the bytes of the caller as they are', async () => {
    const bytes = Buffer.from(`user,item\r${'7,31\r'.repeat(30_000)}`)
    await readInteractions(inChunks(bytes, 1 << 15))
    expect(bytes.includes('\n')).toBe(false)
  })
})

describe('readInteractions: order and duplicates', () => {
  it('orders users by number where all ids are integers, else by first appearance; items by first appearance', async () => {
    const integers = await read('user,item\n10,b\n9,a\n10,a\n1234567890123456789012,b\n')
    expect(integers.userIds).toEqual(['9', '10', '1234567890123456789012'])
    expect(integers.itemIds).toEqual(['b', 'a'])
    expect([...integers.positions!]).toEqual([1, 0, 2, 3])
    const texts = await read('user,item\n10,b\n9,a\n007,a\n')
    expect(texts.userIds).toEqual(['10', '9', '007'])
    expect(texts.positions).toBeUndefined()
  })

  it('keeps of duplicates the place of the first and the value of the last', async () => {
    expect(await rowsOf('user,item,rating\n1,a,1\n1,b,2\n2,a,3\n1,a,4\n1,b,5\n')).toEqual([
      ['1', 'a', 4],
      ['1', 'b', 5],
      ['2', 'a', 3],
    ])
  })

  it('counts rows that repeat a user and an item, and says which of them counts', async () => {
    const readings: Reading[] = []
    const onReading = (reading: Reading) => void readings.push(reading)
    const text = 'user,item,rating,timestamp\n1,a,1,900000000\n1,b,2,900000000\n1,a,3,800000000\n'
    await read(text, { onReading })
    const latest = await read(text, { onReading, timestamps: true })
    await read('user,item\n1,a\n1,b\n', { onReading })
    expect(readings.map(({ rows, repeated }) => ({ rows, repeated }))).toEqual([
      { rows: 3, repeated: { rows: 1, counted: 'last' } },
      { rows: 3, repeated: { rows: 1, counted: 'latest' } },
      { rows: 2, repeated: undefined },
    ])
    expect([...latest.values!]).toEqual([1, 2])
  })

  it('takes an id for the same quoted, with spaces, or plain, and keeps leading zeros', async () => {
    const { userIds } = await read('user,item\n1,a\n"1",b\n 1,c\n02,d\n')
    expect(userIds).toEqual(['1', '02'])
  })
})

describe('readInteractions: errors', () => {
  it.each<[string, string | Uint8Array, string, ReadingOptions?]>([
    ['too few fields', 'userId,movieId,rating\n1,2,3\n1,2\n', 'file:3: expected 3 fields, got 2'],
    ['too many fields', 'userId,movieId\n1,2\n1,2,3\n', 'file:3: expected 2 fields, got 3'],
    [
      'too few fields among quotes',
      'userId,movieId,rating\n1,"2\n\n",3\n1,"2"\n',
      'file:5: expected 3 fields, got 2',
    ],
    [
      'a rating that is a word',
      'userId,movieId,rating\n\n1,2,good\n',
      "file:3: expected a finite number as rating, got 'good'",
    ],
    [
      'a rating that is a word, quoted',
      'userId,movieId,rating\n1,"2",good\n',
      "file:2: expected a finite number as rating, got 'good'",
    ],
    ['no rating', 'userId,movieId,rating\n1,2,\n', 'file:2: expected a finite number as rating, got nothing'],
    ['NaN', 'userId,movieId,rating\n1,2,NaN\n', "got 'NaN'"],
    ['infinity', 'userId,movieId,rating\n1,2,Infinity\n', "got 'Infinity'"],
    ['a rating beyond 32 bits', 'userId,movieId,rating\n1,2,1e39\n', "got '1e39'"],
    ['a rating of points', 'userId,movieId,rating\n1,2,1.2.3\n', "got '1.2.3'"],
    ['hexadecimal', 'userId,movieId,rating\n1,2,0x10\n', "got '0x10'"],
    ['an empty user', 'userId,movieId\n1,2\n,2\n', 'file:3: expected a user id, got an empty field'],
    ['an empty item', 'userId,movieId\n1, \n', 'file:2: expected an item id, got an empty field'],
    ['an empty quoted item', 'userId,movieId\n1,""\n', 'file:2: expected an item id, got an empty field'],
    [
      'no item column',
      'userId,title,rating\n1,2,3\n',
      "file:1: expected a header with an item column, or columns given by number, got columns 'userId', 'title', 'rating'",
    ],
    [
      'no user column',
      'who,movieId\n1,2\n',
      "file:1: expected a header with a user column, or columns given by number, got columns 'who', 'movieId'",
    ],
    [
      'no header',
      '1,2,3\n4,5,6\n',
      'file:1: expected a header with a user and an item column, or fields that surely are user, item, rating and time, got no id twice',
    ],
    [
      'a column that is not there',
      'userId,movieId\n1,2\n',
      "file:1: expected a column 'Film' as item, got columns 'userId', 'movieId' ('movieId' is the nearest): choose with columns.item",
      { columns: { item: 'Film' } },
    ],
    [
      'a rating column that is not there',
      'userId,movieId\n1,2\n',
      "expected a column 'stars' as rating, got columns 'userId', 'movieId': choose with columns.rating",
      { columns: { rating: 'stars' } },
    ],
    [
      'a column of a name with other marks, or a shorter one',
      'userId,movieId,Artikel-Nr,Nr\n1,2,3,4\n',
      "expected a column 'Artikelnr' as item, got columns 'userId', 'movieId', 'Artikel-Nr', 'Nr' ('Artikel-Nr' is the nearest): choose with columns.item",
      { columns: { item: 'Artikelnr' } },
    ],
    [
      'a column number that is not there',
      '1,2\n',
      "file:1: expected column number 2 (from 0) as item, got columns '1', '2'",
      { columns: { user: 0, item: 2 } },
    ],
    [
      'one column twice',
      'userId,movieId\n1,2\n',
      'expected different columns as user and item, got column 0 twice',
      { columns: { item: 0 } },
    ],
    [
      'columns of a format without',
      '1 2\n',
      "file:1: expected columns to be chosen for tables and objects only, not for adjacency, got '0'",
      { format: 'adjacency', columns: { user: 0 } },
    ],
    [
      'the wrong format',
      '1,2,3\n',
      `file:1: expected 2 to 4 fields separated by "::", got '1,2,3'`,
      { format: 'movielens' },
    ],
    ['another format further down', '1::2::3\n1,2,3\n', 'file:2: expected 3 fields, got 1'],
    ['nothing', '', 'file: expected interactions, got an empty file'],
    ['blank lines only', '\n \n\r\n', 'file: expected interactions, got an empty file'],
    ['a header only', 'userId,movieId\n', 'file:2: expected an interaction, got the end of the file'],
    [
      'users without items only',
      '1\n2\n',
      'file:3: expected an interaction, got the end of the file',
      { format: 'adjacency' },
    ],
    [
      'a quote that is never closed',
      'userId,movieId\n1,2\n1,"2\n3,4\n',
      'file:3: expected a closing quote, got the end of the file',
    ],
    [
      'text after a quote',
      'userId,movieId\n1,"2"3\n4,5\n',
      'file:2: expected a delimiter or a line end after a closing quote, got other text',
    ],
    [
      'bytes that are no UTF-8',
      Uint8Array.of(...bytesOf('userId,movieId\n1,2\n3,'), 0xe9, 10),
      "file:3: expected UTF-8 text, got the byte 0xE9 after '3,'",
    ],
    [
      'the same in a list',
      Uint8Array.of(...bytesOf('1 2\n3 '), 0xe9, 10),
      'file:2: expected UTF-8 text, got the byte 0xE9',
    ],
    [
      'a zip archive',
      Uint8Array.of(0x50, 0x4b, 3, 4, 0),
      'file: expected UTF-8 text or gzip, got a zip archive',
    ],
    ['binary data', Uint8Array.of(1, 0, 2), 'file: expected UTF-8 text or gzip, got binary data'],
    [
      'a cut gzip file',
      gzipSync('userId,movieId\n1,2\n').subarray(0, -9),
      'file: expected complete gzip data, got data that ends too early',
    ],
  ])('names %s', async (_, text, message, options) => {
    await expect(read(text, options)).rejects.toThrow(message)
  })

  it('calls a file by its own name', async () => {
    await expect(readInteractions(new File(['a,b\n'], 'mine.csv'))).rejects.toThrow('mine.csv:1: expected')
  })

  it('gives up on a quote that is not closed for a mebibyte, and on a line of 16', async () => {
    const long = (length: number) => 'x,y\n'.repeat(length / 4)
    await expect(read(`userId,movieId\n1,"2\n${long(9 << 18)}`)).rejects.toThrow(
      'file:2: expected a closing quote, got none in',
    )
    await expect(read(`userId,movieId\n1,${'2'.repeat(17 << 20)}\n`)).rejects.toThrow(
      'file: expected lines of at most',
    )
  })

  it('refuses a source of strings, and passes on what a source throws', async () => {
    async function* strings() {
      yield 'userId,movieId\n'
    }
    async function* failing(head: Uint8Array) {
      yield head
      throw new Error('unplugged')
    }
    await expect(readInteractions(strings() as never)).rejects.toThrow(
      'chunks of type Uint8Array, got string',
    )
    await expect(readInteractions(failing(bytesOf('user,item\n')))).rejects.toThrow('unplugged')
    await expect(readInteractions(failing(gzipSync('user,item\n')))).rejects.toThrow('unplugged')
  })
})

describe('readInteractions: progress and signal', () => {
  it('counts rows and the bytes taken from the source', async () => {
    const zipped = gzipSync(`user,item\n${Array.from({ length: 1000 }, (_, i) => `1,${i}\n`).join('')}`)
    const seen: { rows: number; bytes: number }[] = []
    await readInteractions(inChunks(zipped, 100), { onProgress: (progress) => seen.push(progress) })
    expect(seen.at(-1)).toEqual({ rows: 1000, bytes: zipped.length })
  })

  it('stops when aborted, with the reason, and lets go of the source', async () => {
    const controller = new AbortController()
    let released = false
    async function* endless() {
      try {
        yield bytesOf('user,item\n')
        for (let user = 0; ; user++) yield bytesOf(`${user},1\n`)
      } finally {
        released = true
      }
    }
    const options = {
      signal: controller.signal,
      onProgress: ({ rows }: { rows: number }) => {
        if (rows >= 10) controller.abort(new Error('enough'))
      },
    }
    await expect(readInteractions(endless(), options)).rejects.toThrow('enough')
    expect(released).toBe(true)
  })
})

describe('readInteractions in general', () => {
  const id = fc.oneof(
    fc.nat(30).map(String),
    fc.stringMatching(/^[!-~é∂\n", ]{1,6}$/).map((text) => text.trim()),
    fc.constantFrom('a,b', 'say "hi"', 'two\nlines', '0', '00', '999999999', '1000000000', '2147483648'),
  )
  const entry = fc.record({
    user: id.filter((text) => text !== ''),
    item: id.filter((text) => text !== ''),
    value: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), // CSV has no −0
  })
  const file = fc.record({
    entries: fc.array(entry, { minLength: 1, maxLength: 60 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n'),
    size: fc.integer({ min: 1, max: 200 }),
    quotes: fc.boolean(),
  })

  it('reads from a CSV, in chunks of any size, what interactionsFrom makes of the same entries', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ entries, delimiter, newline, size, quotes }) => {
        const rows = entries.map(({ user, item, value }) => [user, item, value])
        const text = Papa.unparse([['user', 'item', 'rating'], ...rows], { delimiter, newline, quotes })
        const options = { quoting: 'double', missing: 'keep' } as const
        const interactions = await readInteractions(inChunks(bytesOf(text), size), options)
        expect(interactions).toEqual(interactionsFrom(entries))
      }),
      { numRuns: 100 },
    )
  })
})
