import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import {
  type Entry,
  type Interactions,
  interactionsFrom,
  type ReadingOptions,
  readInteractions,
} from '../index'
import { refusedIds } from '../values/missing-ids'
import { mayBeTotal } from '../values/totals'

const isRefused = refusedIds('refuse')
const word = fc
  .stringMatching(/^[!-~é∂ß ]{1,6}$/)
  .map((text) => text.trim())
  .filter((text) => !/^0\d+$|^-?\d+\.0+$/.test(text)) // which are refused beside the same integer
const text = fc
  .oneof(
    word,
    fc.constantFrom('a,b', 'say "hi"', '"', '""', "it's", '{x}', '[1', 'a;b', 'a|b', '# c', '0070', '4.5'),
  )
  .filter((id) => id !== '' && !isRefused(id) && !mayBeTotal(id))
const integer = fc.nat(50).map(String)
const id = fc.oneof(text, integer)
const rating = fc.integer({ min: 1, max: 10 }).map((half) => half / 2)
const entriesOfAny = (ids: fc.Arbitrary<string>) =>
  fc.array(
    fc.record({ user: ids, item: ids, value: rating, timestamp: fc.integer({ min: 1e8, max: 2e9 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )

/** How a file is written and handed over. */
const writing = fc.record({
  newline: fc.constantFrom('\n', '\r\n'),
  isCompressed: fc.boolean(),
  size: fc.integer({ min: 1, max: 400 }),
  hasLast: fc.boolean(),
  quotes: fc.boolean(),
  order: fc.shuffledSubarray(['user', 'item', 'rating', 'timestamp', 'note'], { minLength: 5 }),
  delimiter: fc.constantFrom(',', ';', '|', '\t'),
})
type Writing = typeof writing extends fc.Arbitrary<infer How> ? How : never

function bytesOf(lines: readonly string[], { newline, hasLast, isCompressed }: Writing): Uint8Array {
  const bytes = new TextEncoder().encode(lines.join(newline) + (hasLast ? newline : ''))
  return isCompressed ? new Uint8Array(gzipSync(bytes)) : bytes
}

async function read(bytes: Uint8Array, { size }: Writing, options: ReadingOptions): Promise<Interactions> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  return readInteractions(chunks(), options)
}

/** What a file has to be read as; an error is as good where the reader may ask. */
async function expectRead(
  reading: Promise<Interactions>,
  entries: readonly Entry[],
  mayAsk: boolean,
): Promise<void> {
  const result = await reading.catch((error: Error & { code?: string }) => {
    if (!mayAsk || error.code !== 'HVAMP_UNDECIDED') throw error
    return undefined
  })
  if (result) expect(result).toEqual(interactionsFrom(entries))
}

/** Whether a line that begins with an id looks like a comment, about which the reader may ask. */
const isLikeComment = (id: string) => /^(#+|%+)(\s|$)/.test(id)

const cell = (entry: { readonly [name: string]: string | number }, column: string) =>
  ({ rating: entry.value, note: 'x, "y"' })[column] ?? entry[column]!

it('reads any table back exactly, whatever its quoting, order, line ends and compression', async () => {
  await fc.assert(
    fc.asyncProperty(entriesOfAny(id), writing, async (entries, how) => {
      const { delimiter, newline, quotes, order } = how
      const rows = entries.map((entry) => order.map((column) => cell(entry, column)))
      const csv = Papa.unparse([order, ...rows], { delimiter, newline, quotes })
      const reading = read(bytesOf([csv], how), how, { timestamps: true })
      const hasComments = rows.some(([first]) => isLikeComment(String(first)))
      await expectRead(reading, entries, hasComments)
    }),
    { numRuns: 150 },
  )
})

it('reads any TSV with raw quotes back, or asks about quoting; never loses a row', async () => {
  await fc.assert(
    fc.asyncProperty(entriesOfAny(id), writing, async (entries, how) => {
      const lines = [
        'user\titem\trating',
        ...entries.map(({ user, item, value }) => `${user}\t${item}\t${value}`),
      ]
      const plain = entries.map(({ user, item, value }) => ({ user, item, value }))
      const hasComments = entries.some(({ user }) => isLikeComment(user))
      await expectRead(read(bytesOf(lines, how), how, { quoting: 'none' }), plain, hasComments)
      const kept = { quoting: 'none', missing: 'keep' } as const
      await expectRead(read(bytesOf(lines, how), how, kept), plain, false)
      const isPlain = lines.every((line) => !line.includes('"')) && !hasComments
      const reading = read(bytesOf(lines, how), how, {})
      const properlyQuoted = entries.some(
        ({ user, item }) => /^"("")*"?$/.test(user) || /^"("")*"?$/.test(item),
      )
      if (!properlyQuoted) await expectRead(reading, plain, !isPlain)
      else await reading.catch((error) => expect(error).toHaveProperty('code', 'HVAMP_UNDECIDED'))
    }),
    { numRuns: 150 },
  )
})

it('reads any table without header back exactly, or asks', async () => {
  const separated = writing.chain((how) =>
    fc.constantFrom(' ', '  ', '\t', '::', ',').map((by) => ({ how, by })),
  )
  await fc.assert(
    fc.asyncProperty(
      entriesOfAny(integer),
      separated,
      fc.constantFrom(2, 3, 4),
      async (entries, { how, by }, width) => {
        const lines = entries.map(({ user, item, value, timestamp }) =>
          [user, item, value, timestamp].slice(0, width).join(by),
        )
        const expected = entries.map(({ user, item, value }) =>
          width > 2 ? { user, item, value } : { user, item },
        )
        await expectRead(read(bytesOf(lines, how), how, {}), expected, true)
        const delimiter = by === '  ' ? ' ' : by
        await expectRead(read(bytesOf(lines, how), how, { header: false, delimiter }), expected, false)
      },
    ),
    { numRuns: 150 },
  )
})

it('reads any lists of items back exactly, or asks', async () => {
  const lists = fc.uniqueArray(
    fc.record({ user: integer, items: fc.uniqueArray(integer, { minLength: 1, maxLength: 6 }) }),
    { minLength: 1, maxLength: 12, selector: ({ user }) => user },
  )
  await fc.assert(
    fc.asyncProperty(lists, writing, async (rows, how) => {
      const lines = rows.map(({ user, items }) => [user, ...items].join(' '))
      const entries = rows.flatMap(({ user, items }) => items.map((item) => ({ user, item })))
      await expectRead(read(bytesOf(lines, how), how, {}), entries, true)
      await expectRead(read(bytesOf(lines, how), how, { format: 'adjacency' }), entries, false)
    }),
    { numRuns: 150 },
  )
})

it('reads any JSON back exactly: lines, an array, or over many lines', async () => {
  const layouts = fc.constantFrom('lines', 'array', 'one line', 'indented')
  await fc.assert(
    fc.asyncProperty(entriesOfAny(id), writing, layouts, async (entries, how, layout) => {
      const objects = entries.map((entry) =>
        Object.fromEntries(how.order.map((column) => [column, cell(entry, column)])),
      )
      const lines = {
        lines: objects.map((object) => JSON.stringify(object)),
        array: [
          '[',
          ...objects.map((object, i) => JSON.stringify(object) + (i + 1 < objects.length ? ',' : '')),
          ']',
        ],
        'one line': [JSON.stringify(objects)],
        indented: JSON.stringify(objects, undefined, 2).split('\n'),
      }[layout]
      await expectRead(read(bytesOf(lines, how), how, { timestamps: true }), entries, false)
    }),
    { numRuns: 150 },
  )
})

it('reads any JSON that nests back exactly: inner objects, lists, arrays under a key', async () => {
  const layouts = fc.constantFrom('inner objects', 'lists', 'under a key', 'pages', 'lists under a key')
  await fc.assert(
    fc.asyncProperty(entriesOfAny(id), writing, layouts, async (entries, how, layout) => {
      const rows = entries.map(({ user, item, value: rating, timestamp }) => ({
        user,
        item,
        rating,
        timestamp,
      }))
      const inner = rows.map(({ user, item, ...row }) => ({ ...row, user: { id: user }, item: { id: item } }))
      const lists: { user: string; note: string; had: object[] }[] = []
      for (const { user, ...row } of rows as { user: string }[]) {
        if (lists.at(-1)?.user !== user) lists.push({ user, note: 'x, "[y]"', had: [] })
        lists.at(-1)!.had.push(row)
      }
      const around = (list: object[]) => ({ name: '{"rows": [', none: [], rows: list, more: [1, [2]] })
      const half = Math.ceil(rows.length / 2)
      const lines = {
        'inner objects': inner.map((row) => JSON.stringify(row)),
        lists: lists.map((row) => JSON.stringify(row)),
        'under a key': JSON.stringify(around(rows), undefined, 2).split('\n'),
        pages: [rows.slice(0, half), rows.slice(half)].map((page) => JSON.stringify(around(page))),
        'lists under a key': [JSON.stringify(around(lists))],
      }[layout]
      await expectRead(read(bytesOf(lines, how), how, { timestamps: true }), entries, false)
    }),
    { numRuns: 150 },
  )
})

it('reads any dicts of Python back exactly', async () => {
  const repr = (value: string | number) => {
    if (typeof value === 'number') return String(value)
    const escaped = value.replaceAll('\\', '\\\\')
    return value.includes("'") && !value.includes('"')
      ? `"${escaped}"`
      : `'${escaped.replaceAll("'", "\\'")}'`
  }
  await fc.assert(
    fc.asyncProperty(entriesOfAny(id), writing, async (entries, how) => {
      const lines = entries.map(
        (entry) =>
          `{${how.order.map((column) => `${repr(column)}: ${repr(cell(entry, column))}`).join(', ')}}`,
      )
      await expectRead(read(bytesOf(lines, how), how, { timestamps: true }), entries, false)
    }),
    { numRuns: 150 },
  )
})

it.each([
  ['a vertical tab', '\v'],
  ['a form feed', '\f\n'],
  ['a no-break space', '\u00a0'],
  ['blanks of several kinds', ' \t\u2003\n\u00a0\n'],
])('refuses a file of %s', async (_, text) => {
  await expect(readInteractions(new Blob([text]))).rejects.toThrow(/^interactions(:\d+)?: expected /)
})

it('reads any bytes as interactions or refuses them, and never fails otherwise', async () => {
  const lines = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.constantFrom('\v', '\f', '\u00a0', ' ', '\u2003\t'),
        fc.constantFrom('user,item', '1,2', '1 2 3', '{"user":1}', '"', '1:', '% bip x'),
      ),
      { maxLength: 8 },
    )
    .map((all) => all.join('\n'))
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    lines.map((all) => new TextEncoder().encode(all)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, writing, async (file, how) => {
      const message = await read(file, how, {}).then(
        ({ items }) => `read ${items.length}`,
        (error: Error) => error.message,
      )
      expect(message).toMatch(/^read [1-9]|^interactions(:\d+)?: expected /)
    }),
    { numRuns: 500 },
  )
})
