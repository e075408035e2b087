import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entriesOf } from '@hvamp/data'
import { writeTable } from '@hvamp/databases'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DataSettings, dataDefaults } from '../settings/data'
import type { RunConfig } from '../settings/run-config'
import { splitDefaults } from '../settings/split'
import { asTrained } from './as-trained'
import { readFile } from './read-file'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-as-trained-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A purchase whose return, the later row, stands above it. */
const returned = [
  ['ann', 'tea', -1, '2026-02-01'],
  ['ann', 'rum', 1, '2026-01-05'],
  ['ann', 'tea', 1, '2026-01-01'],
] as const
const table = (names: string, rows: readonly (readonly (string | number)[])[]) =>
  [names, ...rows.map((row) => row.join(';'))].join('\n')

const columns = { user: 'wer', item: 'was', rating: 'menge', timestamp: 'wann' }
const csv = { format: 'csv', delimiter: ';', header: true } as const

/** What the folder of a run says of one that was trained with times, from files like those that are read here. */
function config(
  options: Partial<RunConfig['options']> = { timeColumn: 'wann' },
  reading: object | undefined = { options: { ...csv, columns } },
) {
  const defaults = { ...dataDefaults, ...splitDefaults, atLeast: 1 }
  return { options: { ...defaults, ...options }, data: { reading } } as unknown as RunConfig
}

/** The entries of a file, and what is said of them. */
async function read(path: string, run: RunConfig, chosen: Partial<DataSettings> = {}) {
  const notes: string[] = []
  const out = { json: false, print() {}, emit() {}, note: (text: string) => notes.push(text) }
  const asked = {
    values: { ...dataDefaults, ...chosen },
    isExplicit: (name: string) => Object.hasOwn(chosen, name),
  }
  const { layout, otherwise } = asTrained(asked, run, 'run')
  const { interactions } = await readFile(path, layout, out, otherwise)
  const entries = Array.from(entriesOf(interactions), ({ item, value }) => [item, value]).sort()
  return { entries, notes: notes.join('\n') }
}

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

const withoutTea = [
  ['rum', 1],
  ['tea', -1],
]

it('of a run that was trained with times, the latest row of a history counts, wherever it stands', async () => {
  const path = await file('orders.csv', table('wer;was;menge;wann', returned))
  const early = {
    ...config({ userColumn: 'wer', itemColumn: 'was', ratingColumn: 'menge', timeColumn: 'wann' }),
  }
  const runs = [config(), config({ split: 'time' }), config({}), { ...early, data: {} as RunConfig['data'] }]
  for (const run of runs) {
    const { entries, notes } = await read(path, run)
    expect(entries).toEqual(withoutTea)
    expect(notes).toContain('of each pair the latest row counts')
  }
  const { timestamp: _, ...timeless } = columns
  const without = config({}, { options: { ...csv, columns: timeless } })
  expect((await read(path, without)).notes).toContain('of each pair the last row counts')
})

it('also of rows of a database', async () => {
  const address = `sqlite:${join(folder, 'shop.sqlite')}`
  await writeTable(
    address,
    returned.map((row, nr) => [nr, ...row]),
    {
      table: 'orders',
      columns: [
        { name: 'nr', type: 'integer' },
        { name: 'wer', type: 'text' },
        { name: 'was', type: 'text' },
        { name: 'menge', type: 'number' },
        { name: 'wann', type: 'text' },
      ],
      key: ['nr'],
    },
  )
  const { entries, notes } = await read(address, config(), { table: 'orders' })
  expect(entries).toEqual(withoutTea)
  expect(notes).toContain('of each pair the latest row counts')
})

it('refuses a history without times where they decide what counts, and names the option', async () => {
  const renamed = await file('renamed.csv', table('wer;was;menge;gekauft', returned))
  await expect(read(renamed, config())).rejects.toThrow(
    /renamed\.csv:1: expected a column 'wann' as timestamp, got .*: choose with --time-column, --implicit if every row stands for a like$/,
  )
  expect((await read(renamed, config(), { timeColumn: 'gekauft' })).entries).toEqual(withoutTea)
  await expect(read(renamed, config(), { timeColumn: 'wannn' })).rejects.toThrow('--time-column')
})

it('rows with names of their own are read by these after a file without header, not by its places', async () => {
  const run = config(
    { implicit: true },
    {
      options: { format: 'table', delimiter: '|', header: false, columns: { user: 0, item: 1 } },
      ...{ columns: { user: 0, item: 1 }, unread: [2, 3], header: false },
    },
  )
  const address = `sqlite:${join(folder, 'lines.sqlite')}`
  const orders = [
    [1001, 'tea', 7, 2],
    [1002, 'rum', 7, 1],
  ] as const
  const columns = ['order_id', 'product_id', 'customer_id', 'qty'].map((name) => {
    return { name, type: name === 'product_id' ? ('text' as const) : ('integer' as const) }
  })
  await writeTable(address, orders, { table: 'lines', columns, key: ['order_id'] })
  const parquet = join(folder, 'lines.parquet')
  parquetWriteFile({
    filename: parquet,
    columnData: columns.map(({ name }, at) => ({ name, data: orders.map((row) => row[at]) })),
  })
  for (const [path, chosen] of [
    [address, { table: 'lines' }],
    [parquet, {}],
  ] as const) {
    const { notes } = await read(path, run, chosen)
    expect(notes).toContain('user = customer_id, item = product_id; not read: order_id, qty')
    expect(notes).toContain('not as the training data, whose columns or format it does not have')
    const byPlace = await read(path, run, { ...chosen, userColumn: '0', itemColumn: '1' })
    expect(byPlace.notes).toContain('user = order_id, item = product_id')
  }
})

it('what lacks a value is left out, or kept, as in training, also in a file of another format or columns', async () => {
  const options = { format: 'python', missing: 'keep-ids', columns: { user: 'name', item: 'game' } } as const
  const run = config({ implicit: true }, { options, columns: options.columns, unread: [] })
  const path = await file('games.csv', 'wer,game\nNone,10\nb,20\n,20\n')
  const kept = [
    ['10', undefined],
    ['20', undefined],
  ]
  for (const chosen of [{ userColumn: 'wer' }, { userColumn: 'wer', format: 'csv' }] as const) {
    const { entries, notes } = await read(path, run, chosen)
    expect(entries).toEqual(kept)
    expect(notes).toContain('1 row with no user skipped')
  }
})

it('reads a history without times that has each item once, and says so', async () => {
  const once = await file(
    'once.csv',
    table(
      'wer;was;menge',
      returned.slice(1).map((row) => row.slice(0, 3)),
    ),
  )
  const { entries, notes } = await read(once, config())
  expect(entries).toEqual([
    ['rum', 1],
    ['tea', 1],
  ])
  expect(notes).toContain(
    'without the times of the training, by which the latest row of a user and an item counts: each pair has one row',
  )
  const clicks = await file('clicks.csv', 'wer;was\nann;tea\nann;rum\nann;tea\n')
  expect((await read(clicks, config())).notes).toMatch(
    /every item counts as liked; without the times of the training.*: every row is a like$/,
  )
})

it('a history with a time that is none is refused, not read without times', async () => {
  const path = await file('untimed.csv', 'wer;was;menge;wann\nann;tea;1;never\nann;rum;1;2026-01-01\n')
  await expect(read(path, config())).rejects.toThrow(/untimed\.csv:2: .* as timestamp, got 'never'/)
})

it('reads dates in the order of the training, where those of a history do not show it', async () => {
  const slashed = returned.map(([who, what, count, day]) => {
    const [year, month, date] = day.split('-')
    return [who, what, count, `${date}/${month}/${year}`] as const
  })
  const path = await file('dates.csv', table('wer;was;menge;wann', slashed))
  const run = config({}, { options: { ...csv, columns, dateOrder: 'dmy' } })
  const { entries, notes } = await read(path, run)
  expect(entries).toEqual(withoutTea)
  expect(notes).toContain('timestamp = wann (dmy)')
  await expect(read(path, config())).rejects.toThrow('choose with --date-order dmy or mdy')
  const asked = await read(path, config(), { dateOrder: 'mdy' })
  expect(asked.notes).toContain('timestamp = wann (mdy)')
})

it('a file without the header of the training data has its columns where that has them, or is asked about', async () => {
  const named = { user: 'client', item: 'sku', rating: 'stars' }
  const trained = config(
    {},
    {
      options: { format: 'csv', delimiter: ',', header: true, columns: named },
      places: { user: 1, item: 0, rating: 2 },
      ...{ columns: named, unread: [] },
    },
  )
  const rows = ['1015,7,5', '1016,7,4', '1015,8,1', '1016,8,3']
  const [headed, bare, fewer] = await Promise.all([
    file('headed.csv', ['sku,client,stars', ...rows].join('\n')),
    file('bare.csv', rows.join('\n')),
    file('fewer.csv', rows.map((row) => row.replace(/,\d$/, '')).join('\n')),
  ])
  const { entries } = await read(headed, trained)
  const without = await read(bare, trained)
  expect(without.entries).toEqual(entries)
  expect(without.notes).toContain(
    'user = column 1, item = column 0, rating = column 2; without the header of the training data, by the places that its columns have there',
  )
  await expect(read(fewer, trained)).rejects.toThrow(/ expected a column 'client' as user, .*--user-column$/)
  const chosen = await read(fewer, trained, { userColumn: 1, itemColumn: 0 } as object)
  expect(chosen.entries.map(([item]) => item)).toEqual(entries.map(([item]) => item))
  expect((await read(headed, trained, { userColumn: 1, itemColumn: 0 } as object)).entries).toEqual(entries)
})

it('of a run on JSON, a table without header is read by the numbers of its columns, which errors name one by one', async () => {
  const trained = config(
    { timeColumn: 'wann', atLeast: 1 },
    { options: { format: 'json', columns }, values: 'ratings', columns },
  )
  const path = await file(
    'history.csv',
    'tea,ann,-1,1769904000\nrum,ann,1,1767571200\ntea,ann,1,1767225600\ntea,bob,1,1767225600\n',
  )
  const chosen: Partial<DataSettings> = {}
  const steps: [Partial<DataSettings>, string][] = [
    [{ userColumn: '1' }, '--item-column'],
    [{ itemColumn: '0', ratingColumn: '2' }, '--time-column'],
  ]
  for (const [step, option] of steps) {
    Object.assign(chosen, step)
    await expect(read(path, trained, chosen)).rejects.toThrow(option)
  }
  const { entries } = await read(path, trained, { ...chosen, timeColumn: '3' })
  expect(entries).toEqual([...withoutTea, ['tea', 1]])
})

it('a value that is missing in a file of another format is asked about, with or without times', async () => {
  const path = await file('pandas.csv', ',user,item,rating\n0,ann,tea,4.0\n1,ann,rum,\n2,bob,tea,5.0\n')
  for (const options of [{}, { split: 'time' }] as const) {
    const run = config(options, { options: { format: 'netflix' }, values: 'ratings' })
    await expect(read(path, run)).rejects.toThrow(
      /pandas\.csv:3: expected .*rating.*, got nothing: choose with --missing skip/,
    )
    expect((await read(path, run, { missing: 'skip' })).entries).toEqual([
      ['tea', 4],
      ['tea', 5],
    ])
  }
})

it('of a run on lists, triples of another file are a table or asked about, not lists', async () => {
  const run = config({}, { options: { format: 'adjacency' } })
  const lists = await file('lists.txt', '1 10 11 12\n2 10 13\n3 11 12 14 15\n')
  expect((await read(lists, run)).entries).toHaveLength(9)
  const alone = await file('alone.txt', '7 10 11\n')
  expect((await read(alone, run)).entries).toEqual([
    ['10', undefined],
    ['11', undefined],
  ])
  const triples = (value: (row: number) => number) =>
    Array.from({ length: 30 }, (_, row) => `${1 + (row % 6)} ${10 + (row % 9)} ${value(row)}\n`).join('')
  const rated = await file(
    'rated.txt',
    triples((row) => 20 * (1 + (row % 5))),
  )
  expect((await read(rated, run)).notes).toContain('rating = column 2')
  const counted = await file(
    'counted.txt',
    triples((row) => 100 + row),
  )
  await expect(read(counted, run)).rejects.toThrow('a third field that is not a rating')
  const chosen = config({ format: 'adjacency' }, { options: { format: 'adjacency' } })
  expect((await read(counted, chosen)).notes).toContain('a user and their items on each line')
})

it('of a run without header, a table of another number of columns is read as it looks, or asked about', async () => {
  const columns = { user: 0, item: 1 }
  const run = config(
    {},
    { header: false, columns, unread: [], options: { ...csv, delimiter: ',', header: false, columns } },
  )
  const rows = (cells: (row: number) => readonly number[]) =>
    Array.from({ length: 30 }, (_, row) => `${cells(row).join(',')}\n`).join('')
  const same = await file(
    'same.csv',
    rows((row) => [row % 6, 10 + (row % 9)]),
  )
  expect((await read(same, run)).notes).not.toContain('as it looks')
  const rated = await file(
    'rated.csv',
    rows((row) => [row % 6, 10 + (row % 9), 1 + (row % 5)]),
  )
  expect((await read(rated, run)).notes).toContain(
    'rating = column 2; 12 rows repeat the user and item of an earlier one: of each pair the last row counts; users are taken to stand before items: if items do, --user-column 1 --item-column 0 --rating-column 2; as it looks, for it has 3 columns, and the training data 2',
  )
  const numbered = await file(
    'numbered.csv',
    rows((row) => [row, row % 6, 10 + (row % 9)]),
  )
  await expect(read(numbered, run)).rejects.toThrow('a first field that counts the rows')
  const timed = { ...columns, timestamp: 2 }
  const ofTimes = config(
    { timeColumn: '2' },
    {
      header: false,
      columns: timed,
      unread: [],
      options: { ...csv, delimiter: ',', header: false, columns: timed },
    },
  )
  const wider = await file(
    'wider.csv',
    rows((row) => [row, row % 6, 10 + (row % 9), 1.5e9 + row]),
  )
  await expect(read(wider, ofTimes)).rejects.toThrow('a first field that counts the rows')
})

it('names with letters beyond ASCII are found in the encoding that a file has, which is said', async () => {
  const options = {
    ...{ ...csv, encoding: 'windows-1250' },
    columns: { user: 'kupujący', item: 'sku', timestamp: 'złożono' },
  }
  const run = config({ timeColumn: 'złożono', encoding: 'windows-1250' }, { options })
  const orders = (user: string) =>
    `${user};e-mail;sku;złożono\n7;a@x.pl;tea;2026-01-01\n7;b@x.pl;rum;2026-01-02\n`
  const letters: Readonly<Record<string, number>> = { ą: 0xb9, ł: 0xb3, ż: 0xbf }
  const inWindows1250 = (text: string) => Buffer.from([...text].map((c) => letters[c] ?? c.charCodeAt(0)))
  const both = async (name: string, user: string) => {
    const encoded = join(folder, `${name}.csv`)
    await writeFile(encoded, inWindows1250(orders(user)))
    return [encoded, await file(`${name}-utf8.csv`, orders(user))] as const
  }
  const [trained, next] = await both('orders-pl', 'kupujący')
  const { entries, notes } = await read(next, run)
  expect(entries).toEqual((await read(trained, run)).entries)
  expect(notes).toMatch(
    /user = kupujący, .*timestamp = złożono; .*; in UTF-8, not in windows-1250 as the training data$/,
  )
  await expect(read(next, run, { encoding: 'windows-1250' })).rejects.toThrow(
    /: expected text in windows-1250, got UTF-8, .*: choose with --encoding utf-8/,
  )
  for (const renamed of await both('renamed-pl', 'nabywcą')) {
    await expect(read(renamed, run)).rejects.toThrow(
      /got columns 'nabywcą', 'e-mail', 'sku', 'złożono': choose with --user-column/,
    )
  }
})
