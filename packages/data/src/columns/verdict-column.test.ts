import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Reading, readInteractions, readRows, unreadRating } from '../index'
import { readRatings } from '../node'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-verdicts-'))
  path = join(folder, 'clicks.parquet')
})
afterAll(() => rm(folder, { recursive: true }))

type Row = (user: number, item: number) => string | number
const pairs = Array.from({ length: 8 }, (_, user) =>
  [0, 1, 2].map((i) => [user, 10 + ((user + i) % 5)] as const),
).flat()
const table = (name: string, cell: Row) =>
  [`user_id,item_id,${name}`, ...pairs.map(([user, item]) => `${user},${item},${cell(user, item)}`)].join(
    '\n',
  )
const either =
  (no: string | number, yes: string | number): Row =>
  (user, item) =>
    (user * item) % 3 === 0 ? no : yes

let reading: Reading
const onReading = (found: Reading) => {
  reading = found
}
async function asked(text: string) {
  await readInteractions(new Blob([text]), { onReading })
  return unreadRating(reading)
}

it.each([
  ['clk', 0, 1],
  ['purchased', '0.0', '1.0'],
  ['conversion', 'False', 'True'],
  ['interaction', -1, 1],
  ['y', 'n', 'Y'],
  ['sentiment', 'negative', 'positive'],
  ['opinion', 'Not Recommended', 'Recommended'],
  ['gekauft', 'nein', 'ja'],
  ['comprado', 'No', 'Sí'],
  ['reaction', '👎', '👍'],
  ['reaction', 'thumbs_down', 'thumbs_up'],
  ['swipe', 'left', 'right'],
  ['event_type', 'unlike', 'like'],
  ['feedback_type', -1, 1],
  ['vote_type', 0, 1],
  ['vote_id', -1, 1],
  ['reactionType', 0, 1],
  ['reaction', 1, 2],
  ['clk', '', 1],
  ['reaction', '-', '+'],
  ['clicked_at', '', '2026-01-02 03:04:05'],
])('finds verdicts of the column %s, which are %s and %s', async (name, no, yes) => {
  expect(await asked(table(name, either(no, yes)))).toBe(name)
  const quoted = table(name, (user, item) => `"${either(no, yes)(user, item)}"`)
  expect(await asked(quoted)).toBe(name)
})

it.each([
  ['one value throughout', 'clk', () => 1],
  ['what belongs to the user', 'adult', (user: number) => user % 2],
  ['what belongs to the item', 'boxed', (_: number, item: number) => item % 2],
  [
    'a third value between words',
    'clk',
    (user: number, item: number) => ['no', 'yes', 'cat'][(user * item) % 3]!,
  ],
  ['other words', 'channel', either('web', 'shop')],
  ['codes of events', 'event_type', either(0, 1)],
  ['codes of votes', 'vote_type', either(2, 3)],
  ['codes of reactions', 'reaction_type', (user: number, item: number) => 1 + ((user * item) % 3)],
  ...[
    ...['is_gift', 'verified_purchase', 'isFemale', 'gender', 'mobile', 'weekend', 'new_customer'],
    ...['with discount', 'coupon', 'created_at', 'Bezahlt', 'Geschenk', 'Neukunde', 'Gutschein', 'Express'],
    ...[
      'Geschenkverpackung',
      'B2B',
      'Payée',
      'Nouveau client',
      'Pagado',
      'Cliente nuevo',
      'Regalo',
      'Pagato',
    ],
    ...[
      'Betaald',
      'Nieuwe klant',
      'Accepts Marketing',
      'preorder',
      'is_backorder',
      'refurbished',
      'fulfilled',
    ],
  ].map((name) => ['a flag', name, either(0, 1)] as const),
] as const)('takes %s for no verdict: %s', async (_, name, cell) => {
  expect(await asked(table(name, cell))).toBeUndefined()
})

const rated: Row = (user, item) => 1 + ((user * item) % 5)

it.each([
  ['calificacion', rated],
  ['평점', rated],
  ['Sternebewertung', (user, item) => `"${rated(user, item)},5"`],
  ['nps', (user, item) => 2 * Number(rated(user, item))],
  ['watched', (user, item) => (Number(rated(user, item)) - 1) / 4],
  ['reaction', (user, item) => (Number(rated(user, item)) % 3) - 1],
  ['sentiment', (user, item) => ['negative', 'neutral', 'positive'][Number(rated(user, item)) % 3]!],
  ['percent_complete', (user, item) => 20 * Number(rated(user, item))],
] as [string, Row][])('finds ratings of the column %s by their values', async (name, cell) => {
  expect(await asked(table(name, cell))).toBe(name)
})

it.each([
  ['a quantity by its name', 'qty', rated],
  ['a price by its name', 'unit_price', rated],
  ['a size by its name', 'Taille', rated],
  ['the place of a row in an order', 'POSNR', rated],
  ['a weekday by its name', 'order_dow', rated],
  ['an id by its name', 'store id', rated],
  ['a year', 'made', (user, item) => 2000 + Number(rated(user, item))],
  ['what most rows have once', 'pcs', (user, item) => ((user + item) % 4 === 0 ? rated(user, item) : 1)],
  ['a place in a list', 'nth', (user, item) => 1 + ((item - 10 - (user % 5) + 5) % 5)],
  ['many numbers', 'grams', (user, item) => user * 10 + (item % 10)],
] as [string, string, Row][])('takes %s for no ratings: %s', async (_, name, cell) => {
  expect(await asked(table(name, cell))).toBeUndefined()
})

/** Orders of two users and three items each, in which a flag is the same, of a random table. */
const orders = (flag: (order: number) => number, ...more: readonly string[]) => [
  ['user', 'item', 'flag', ...more.map((each) => each.split(' ')[0])].join(','),
  ...Array.from({ length: 120 }, (_, row) => {
    const order = Math.floor(row / 3)
    const cells = { date: `2026-01-${10 + (order % 20)}`, order_id: `o${order}` }
    return [order % 8, row % 7, flag(order), ...more.map((each) => cells[each as keyof typeof cells])].join(
      ',',
    )
  }),
]

it.each(['date', 'order_id'])('takes what belongs to an order for no verdict, by %s', async (of) => {
  const paid = (order: number) => Number(order % 3 > 0)
  const lines = orders(paid, of)
  expect(await asked(lines.join('\n'))).toBeUndefined()
  const sorted = [
    lines[0],
    ...lines.slice(1).toSorted((a, b) => Number(a.split(',')[2]) - Number(b.split(',')[2])),
  ]
  expect(await asked(sorted.join('\n'))).toBeUndefined()
  expect(await asked(orders(paid).join('\n'))).toBe('flag')
  const [header, ...rows] = lines // behind numbers of sellers' orders, of which there are none
  const without = [`${header},Seller Order Id`, ...rows.map((row) => `${row},`)]
  expect(await asked(without.join('\n'))).toBeUndefined()
  expect(await asked(orders(paid, of).join('\n').replace('flag', 'skipped'))).toBe('skipped')
})

it.each([
  ...[
    'Bestellnr',
    'Bestellnummer',
    'Auftragsnr',
    'Belegnr.',
    'Rechnungs-Nr.',
    'Bestellung',
    'N° de commande',
  ],
  ...['Nº pedido', 'Numero ordine', 'Bestelnummer', 'Facture', 'amazon-order-id', 'Vorgangsnummer'],
])('knows orders by their numbers in the column %s', async (name) => {
  const lines = orders((order) => Number(order % 3 > 0), 'order_id').join('\n')
  expect(await asked(lines.replace('order_id', name))).toBeUndefined()
})

it.each(['visitors_country_code', 'record id', 'ordering'])('takes none of the column %s', async (name) => {
  const lines = orders((order) => Number(order % 3 > 0), 'order_id').join('\n')
  expect(await asked(lines.replace('order_id', name))).toBe('flag')
})

it.each(['Bestellnummer', 'transactionid', 'order_id'])(
  'asks about no numbers of orders: %s',
  async (name) => {
    expect(await asked(table(name, either(0, 1)))).toBeUndefined()
    expect(await asked(table(name, either('', 1)))).toBeUndefined()
  },
)

it('takes what the first row of each order alone has for no verdict', async () => {
  const lines = orders((order) => Number(order % 3 > 0), 'order_id')
  const ofFirst = (flag: string) =>
    lines.map((line, row) => ((row - 1) % 3 === 0 ? line : line.replace(/,[01],o/, `,${flag},o`))).join('\n')
  expect(await asked(ofFirst(''))).toBeUndefined()
  expect(await asked(ofFirst('1'))).toBe('flag')
  const marked = ofFirst('').replaceAll(',0,o', ',,o')
  expect(await asked(marked)).toBeUndefined()
})

it('asks about a column of orders that has verdicts itself', async () => {
  expect(await asked(table('order', either(0, 1)))).toBe('order')
  expect(await asked(table('commande', either('non', 'oui')))).toBe('commande')
})

it('finds verdicts within orders, also where a file is sorted by them', async () => {
  const lines = orders(() => 0, 'order_id').map((line, row) =>
    row % 5 < 2 ? line.replace(',0,o', ',1,o') : line,
  )
  expect(await asked(lines.join('\n'))).toBe('flag')
  const sorted = [
    lines[0],
    ...lines.slice(1).toSorted((a, b) => Number(a.split(',')[2]) - Number(b.split(',')[2])),
  ]
  expect(await asked(sorted.join('\n'))).toBe('flag')
})

it('finds kinds of opinions after all other verdicts', async () => {
  const [code, word] = [either(-1, 1), either('yes', 'no')]
  expect(
    await asked(table('feedback_type,won', (user, item) => `${code(user, item)},${word(user, item)}`)),
  ).toBe('won')
})

it('finds them beside missing cells, and before a column of hours', async () => {
  const cell: Row = (user, item) => (item === 11 ? '' : either('false', 'true')(user, item))
  expect(await asked(table('hours,won', (user, item) => `${item},${cell(user, item)}`))).toBe('won')
})

it.each<[string, Row]>([
  ['feedback_type', either(-1, 1)],
  ['vote_id', either(0, 1)],
  ['action', rated],
  ['reaction', either(1, 2)],
])('tells codes after all other verdicts: %s', async (codes, code) => {
  for (const [other, cell] of [
    ['kept', either('no', 'yes')],
    ['won', either('False', 'True')],
    ['sentiment', either('negative', 'positive')],
    ['x', (user, item) => 2 * Number(rated(user, item)) ** 2],
  ] as [string, Row][]) {
    const both = table(`${codes},${other}`, (user, item) => `${code(user, item)},${cell(user, item)}`)
    expect(await asked(both)).toBe(other)
  }
  const rejecting = table(
    `skipped,${codes}`,
    (user, item) => `${either(0, 1)(user, item)},${code(user, item)}`,
  )
  expect(await asked(rejecting)).toBe(codes)
  expect(await asked(table(codes, code))).toBe(codes)
})

it('looks for one that is told before codes in all rows of a file', async () => {
  const rows = Array.from({ length: 24_000 }, (_, row) => {
    const [user, item] = [row % 50, Math.floor(row / 50) % 30]
    return [user, item, (user * item) % 2 || -1, row < 12_000 ? 'no' : 'yes'].join(',')
  })
  expect(await asked(['user,item,feedback_type,kept', ...rows].join('\n'))).toBe('kept')
})

it('looks at columns behind hundreds of others, where their names say what was liked, or was not', async () => {
  const names = Array.from({ length: 150 }, (_, i) => `c${i}`)
  for (const name of ['bought', 'skipped']) {
    const text = table([...names, name].join(','), (user, item) =>
      [...names.map((_, i) => i), either(0, 1)(user, item)].join(','),
    )
    expect(await asked(text)).toBe(name)
  }
})

it('finds those of objects, by their whole name', async () => {
  const lines = (field: (verdict: boolean) => object) =>
    pairs
      .map(([user, item]) =>
        JSON.stringify({ author: { steamid: `${user}` }, appid: item, ...field(user % 3 === item % 2) }),
      )
      .join('\n')
  expect(await asked(lines((won) => ({ won })))).toBe('won')
  expect(await asked(lines((won) => ({ game: { won } })))).toBe('game.won')
  expect(await asked(lines((won) => ({ score: Number(won), won })))).toBeUndefined()
})

it('finds those of parquet files and of rows', async () => {
  for (const [name, cell] of [
    ['won', (user: number, item: number) => (user * item) % 3 === 0],
    ['clk', (user: number, item: number) => Number((user * item) % 3 === 0)],
    ['sentiment', either('negative', 'positive')],
    ['is_gift', either('no', 'yes')],
  ] as const) {
    const expected = name === 'is_gift' ? undefined : name
    const rows = pairs.map(([user, item]) => [`u${user}`, item, 'a long text', cell(user, item)])
    const columns = ['user', 'item', 'review', name]
    const columnData = columns.map((each, column) => ({ name: each, data: rows.map((row) => row[column]!) }))
    await writeFile(path, Buffer.from(parquetWriteBuffer({ columnData })))
    await readRatings(path, { onReading })
    expect(unreadRating(reading)).toBe(expected)
    const source = {
      columns,
      async *batches(chosen: readonly number[], looked: number) {
        expect(looked).toBe(chosen.length - 2)
        yield rows.map((row) => chosen.map((column) => row[column]))
      },
    }
    await readRows(source, { onReading })
    expect(unreadRating(reading)).toBe(expected)
  }
})

describe('where the second value comes late', () => {
  const USERS = 50
  const rows = Array.from({ length: 2400 }, (_, row) => [row % USERS, Math.floor(row / USERS) % 30] as const)
  const isLate = (row: number) => row >= 1500
  const cells = {
    won: (row: number) => (isLate(row) ? 'false' : 'true'),
    owned: (row: number) => (rows[row]![0] === USERS - 1 ? 'no' : 'yes'),
    steps: (row: number) => (row < 1200 ? 1 : row % 100),
  }

  it.each([
    ['won', 'won'],
    ['owned', undefined],
    ['steps', undefined],
  ] as const)('looks at all rows of a file sorted by it: %s', async (name, expected) => {
    const line = (row: number) => `u${rows[row]![0]},i${rows[row]![1]},${cells[name](row)}`
    const lines = rows.map((_, row) => line(row))
    expect(await asked([`user,item,${name}`, ...lines].join('\n'))).toBe(expected)
    const quoted = lines.map((each) => `"a ""b""",${each}`)
    expect(await asked([`title,user,item,${name}`, ...quoted].join('\n'))).toBe(expected)
    const objects = rows.map(([user, item], row) => JSON.stringify({ user, item, [name]: cells[name](row) }))
    expect(await asked(objects.join('\n'))).toBe(expected)
    const source = {
      columns: ['user', 'item', name],
      async *batches() {
        yield rows.map(([user, item], row) => [user, item, cells[name](row)])
      },
    }
    await readRows(source, { onReading })
    expect(unreadRating(reading)).toBe(expected)
    const columnData = [
      { name: 'user', data: rows.map(([user]) => user) },
      { name: 'item', data: rows.map(([, item]) => item) },
      { name, data: rows.map((_, row) => cells[name](row)) },
    ]
    for (const rowGroupSize of [500, 5000]) {
      await writeFile(path, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize })))
      await readRatings(path, { onReading })
      expect(unreadRating(reading)).toBe(expected)
    }
  })
})
