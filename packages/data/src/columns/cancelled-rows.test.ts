import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import { type Reading, readInteractions, readRows, unreadRating } from '../index'
import { readRatings } from '../node'

const rows = [
  ['1', 'a', 'completed'],
  ['1', 'b', 'wc-cancelled'],
  ['2', 'a', 'wc-refunded'],
  ['2', 'c', 'wc-cancelled'],
  ['3', 'c', 'completed'],
] as const
const cancelled = (first: number) => ({
  column: 'Order Status',
  values: ['wc-cancelled', 'wc-refunded'],
  rows: 3,
  first,
})

let reading: Reading | undefined
const onReading = (found: Reading) => {
  reading = found
}
async function ofText(text: string, options = {}) {
  await readInteractions(new Blob([text]), { name: 'orders', onReading, ...options })
  return reading!.cancelled?.[0]
}
const table = (names: string, cells: readonly (readonly string[])[]) =>
  `${[names, ...cells.map((row) => row.join(','))].join('\n')}\n`

it('counts rows whose status says that an order is cancelled, in each kind of file', async () => {
  const names = ['user', 'item', 'Order Status']
  expect(await ofText(table(names.join(','), rows))).toEqual(cancelled(3))
  expect(
    await ofText(
      table(
        names.map((name) => `"${name}"`).join(','),
        rows.map((row) => row.map((cell) => `"${cell}"`)),
      ),
    ),
  ).toEqual(cancelled(3))
  const objects = rows.map(([user, item, status]) => ({ user, item, 'Order Status': status }))
  expect(await ofText(objects.map((object) => `${JSON.stringify(object)}\n`).join(''))).toEqual(cancelled(2))
  const source = {
    columns: names,
    async *batches(columns: readonly number[], looked: number) {
      expect([columns, looked]).toEqual([[0, 1, 2], 1])
      yield rows.map((row) => columns.map((column) => row[column]))
    },
  }
  await readRows(source, { onReading })
  expect(reading!.cancelled).toEqual([cancelled(2)])
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-cancelled-'))
  const columnData = names.map((name, column) => ({ name, data: rows.map((row) => row[column]!) }))
  await writeFile(join(folder, 'a.parquet'), Buffer.from(parquetWriteBuffer({ columnData })))
  await readRatings([join(folder, 'a.parquet'), join(folder, 'a.parquet')], { onReading })
  expect(reading!.cancelled).toEqual([{ ...cancelled(2), rows: 6, file: join(folder, 'a.parquet') }])
  await rm(folder, { recursive: true })
})

/** The count for rows with five cells under a name. */
it.each(['Zurückgesendet', 'Rückgabe', 'Rückerstattet an den Kunden', 'Annulée'])(
  'knows %s in windows-1252 among ids in ASCII, as German and French Excel write it',
  async (status) => {
    const text = table('user,item,Status', [
      ['1', 'a', status],
      ['2', 'b', 'bezahlt'],
    ])
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
    await readInteractions(new Blob([bytes]), { name: 'orders', onReading })
    expect(reading!.cancelled).toEqual([{ column: 'Status', values: [status], rows: 1, first: 2 }])
  },
)

it('knows letters of windows-1252 that Latin-1 has not', async () => {
  const bytes = Buffer.from('user,item,Status\n1,a,Zru\x9aeno\n2,b,ok\n', 'latin1')
  await readInteractions(new Blob([bytes]), { name: 'orders', onReading })
  expect(reading!.cancelled).toEqual([{ column: 'Status', values: ['Zrušeno'], rows: 1, first: 2 }])
})

const ofCells = (name: string, cells: readonly string[]) =>
  ofText(
    table(
      `user,item,${name}`,
      rows.map(([user, item], row) => [user, item, cells[row]!]),
    ),
  )

it.each([
  ['qty_refunded', ['0', '2', '', '1', '0'], { rows: 2, first: 3, values: ['2', '1'] }],
  ['event_type', ['view', 'remove_from_cart', 'cart', 'view', 'Returned'], { rows: 2, first: 3 }],
  ['Cancelled at', ['', '2026-01-03', 'NULL', '', ''], { rows: 1, first: 3, values: ['2026-01-03'] }],
  ['Bestellstatus', ['bezahlt', 'Storniert', 'bezahlt', 'Erstattet', ''], { rows: 2, first: 3 }],
  ['cancel_reason', ['', '', 'changed mind', '', ''], { rows: 1, first: 4, values: ['changed mind'] }],
  ['is_refund', ['false', 'false', 'true', '0', 'no'], { rows: 1, first: 4 }],
  ['Storniert', ['N', 'J', 'N', 'J', 'J'], { rows: 3, first: 3 }],
  ['is_cancelled', ['1', '1', '1', '1', '0'], { rows: 4, first: 2 }],
  ['Cancelled', ['Not cancelled', 'Cancelled', '', '', 'x'], { rows: 2, first: 3 }],
  ['event', ['view', 'like', 'cart', 'dislike', 'not_interested'], { rows: 2, first: 5 }],
  ['event_type', ['play', 'skip', 'play', 'thumbs_down', 'save'], { rows: 2, first: 3 }],
  ['return_date', ['', '0000-00-00', '', '', '2026-01-03'], { rows: 1, first: 6 }],
  ['Erstattet', ['0.00 EUR', '€0.00', '€19.18', '0.00', '0'], { rows: 1, first: 4, values: ['€19.18'] }],
  [
    'refunded_amount',
    ['', '', '€19.18', '-3.50 EUR', ''],
    { rows: 2, first: 4, values: ['€19.18', '-3.50 EUR'] },
  ],
])('counts those with %s too', async (column, cells, expected) => {
  expect(await ofCells(column, cells)).toMatchObject({ column, ...expected })
})

it.each([
  ...[
    'Line Status',
    'Shipment Status',
    'refund_status',
    'Lieferstatus',
    'order_status_name',
    'state',
    'type',
  ],
  ...[
    'transaction_type',
    'document_type',
    'Belegart',
    'Buchungsart',
    'Vorgangsart',
    'Zustand',
    'Kind',
    'order_state',
  ],
  ...['Statut de la commande', 'Estado del pedido', 'Статус', '状态', 'OrderStatus', 'e\u0301tat'],
])('finds the column %s, by a word of its name', async (column) => {
  expect(await ofCells(column, ['done', 'done', 'Cancelled', 'done', 'done'])).toMatchObject({
    column,
    rows: 1,
  })
})

it.each([
  'status_id',
  'event_time',
  'return_policy',
  'returning_customer',
  'not_returned',
  'returnable',
  'cancellation_policy',
])('does not look at the column %s', async (column) => {
  expect(await ofCells(column, ['cancelled', '0', '0', '0', '0'])).toBeUndefined()
})

it('counts a status in words of its own for each row, and no titles or ids', async () => {
  const many = (column: string, cell: (row: number) => string) =>
    ofText(
      table(
        `user,item,${column}`,
        Array.from({ length: 1200 }, (_, row) => [`${row % 3}`, `${row}`, cell(row)]),
      ),
    )
  const agent = (row: number) => `${row % 3 === 1 ? 'Refunded' : 'Done'} by agent ${row}`
  expect(await many('status', agent)).toMatchObject({
    rows: 400,
    values: Array.from({ length: 20 }, (_, i) => `Refunded by agent ${1 + 3 * i}`),
  })
  expect(await many('type', (row) => (row < 1100 ? `t${row}` : 'The Return of the King'))).toBeUndefined()
})

it.each([
  ['properties.event', 'Product Viewed', 'Product Removed'],
  ['removed_at', '', '2024-03-01 10:00:00'],
  ['stateMachineState.translations.DEFAULT.name', 'Offen', 'Storniert'],
  ['order.status.label', 'paid', 'refunded'],
  ['Quantity (- Refund)', '0', '2'],
])('counts rows by %s, of which one of four has a value that says so', async (name, kept, undone) => {
  const cells = [kept, kept, undone, kept].map((cell, row) => [`u${row}`, `i${row}`, cell])
  expect(await ofText(table(`user,item,${name}`, cells))).toEqual({
    ...{ column: name, values: [undone], rows: 1, first: 4 },
  })
})

it('counts nothing by the quantity that was left after refunds, which all rows have', async () => {
  const cells = ['3', '2', '1', '1'].map((cell, row) => [`u${row}`, `i${row}`, cell])
  expect(await ofText(table('user,item,Quantity (- Refund)', cells))).toBeUndefined()
})

it.each([
  'Rückerstattung',
  'Erstattungsbetrag',
  'Erstattet (EUR)',
  'refunded_amount',
  'Gutschrift',
  'Erstattete Menge',
])('reads amounts with a comma as %s, of which zeros say nothing', async (name) => {
  const ofAmounts = (none: string, some: string) =>
    ofText(
      table(
        `user;item;${name}`,
        [none, none, some, none, some].map((cell, row) => [`u${row};i${row};${cell}`]),
      ),
    )
  const amounts = [
    ...[
      ['0,00', '19,18'],
      ['0,00', '-19,18'],
      ['', '19,18'],
      ['0,00 €', '2.507,64 €'],
      ['0,000', '1,000'],
    ],
  ] as const
  for (const [none, some] of amounts) {
    expect(await ofAmounts(none, some)).toEqual({ column: name, values: [some], rows: 2, first: 4 })
  }
})

it.each([
  '1970-01-01 00:00:00',
  '1970-01-01T01:00:00+01:00',
  '0001-01-01',
  '01.01.1900',
  '12/30/1899',
  '00.00.0000',
])('takes %s for no time of a cancellation', async (none) => {
  const some = '2026-01-03 10:00:00'
  const expected = { rows: 1, first: 4, values: [some] }
  expect(await ofCells('cancelled_at', [none, none, some, none, none])).toMatchObject(expected)
  expect(await ofCells('Storniert am', [none, none, some, none, none])).toMatchObject(expected)
})

it('counts nothing where most rows have a time of return, as of books that were lent', async () => {
  const day = '2026-01-03'
  expect(await ofCells('returned_at', [day, day, day, '', ''])).toBeUndefined()
  expect(await ofCells('returned_at', [day, day, '', '', ''])).toMatchObject({ rows: 2 })
})

it('counts the rows of each column that says so, the one with most rows first', async () => {
  const text = table('user,item,status,Payment Status,qty_returned', [
    ['1', 'a', 'cancelled', 'paid', '0'],
    ['1', 'b', 'done', 'refunded', '0'],
    ['2', 'a', 'done', 'chargeback', '2'],
    ['2', 'c', 'done', 'paid', '0'],
  ])
  await ofText(text)
  expect(reading!.cancelled).toEqual([
    { column: 'Payment Status', values: ['refunded', 'chargeback'], rows: 2, first: 3 },
    { column: 'qty_returned', values: ['2'], rows: 1, first: 4 },
    { column: 'status', values: ['cancelled'], rows: 1, first: 2 },
  ])
})

/** Orders of three lines, of whose numbers there is a column, with two cells each. */
const ofOrders = (names: string, cells: (order: number, line: number) => readonly [string, string]) =>
  table(
    `user,item,${names}`,
    Array.from({ length: 60 }, (_, row) => [
      ...[`u${Math.floor(row / 3)}`, `i${row % 7}`, `#10${Math.floor(row / 3)}`],
      ...cells(Math.floor(row / 3), row % 3),
    ]),
  )

it.each([
  'Name,Lineitem sku,Financial Status',
  'Bestellnr,Preis,Bestellstatus',
  'order_id,price,cancelled_at',
])('counts all rows of an order that has it in the first alone: %s', async (names) => {
  const day = names.endsWith('at') ? '2026-01-03' : 'refunded'
  const usual = names.endsWith('at') ? '' : 'paid'
  const ofFirst = (order: number) => (order % 5 === 1 ? day : usual)
  const text = ofOrders(names, (order, line) => ['1', line === 0 ? ofFirst(order) : ''])
  expect(await ofText(text)).toMatchObject({ rows: 12, below: 8, first: 5, values: [day] })
  const ofLines = ofOrders(names, (order, line) => ['1', line !== 1 ? ofFirst(order) : ''])
  const { below, rows } = (await ofText(ofLines))!
  expect([below, rows]).toEqual([undefined, 8])
})

it("goes by Shopify's names of orders, not by its receipt numbers, which are empty", async () => {
  const rows = Array.from({ length: 60 }, (_, row) => {
    const order = Math.floor(row / 3)
    return [`u${order}`, `i${row % 7}`, `#10${order}`, row % 3 === 0 && order % 5 === 1 ? 'refunded' : '', '']
  })
  const text = table('user,Lineitem sku,Name,Financial Status,Receipt Number', rows)
  expect(await ofText(text, { columns: { item: 'Lineitem sku' } })).toMatchObject({ rows: 12, below: 8 })
})

it('asks about no column whose name says what was cancelled, as its rows are counted', async () => {
  const text = table(
    'user,item,is_cancelled',
    Array.from({ length: 90 }, (_, row) => [`${row % 9}`, `${row % 7}`, row % 4 === 0 ? '1' : '0']),
  )
  expect(await ofText(text)).toMatchObject({ column: 'is_cancelled', rows: 23 })
  expect(unreadRating(reading!)).toBeUndefined()
})

it('finds no kind of event in the type of a product, or in a name', async () => {
  const cells = ['Hidden Object', 'Skip', 'Blocks', '', '']
  expect(await ofCells('product_type', cells)).toBeUndefined()
  expect(await ofCells('name', cells)).toBeUndefined()
})

it('counts nothing where no row is such, or where the column is read', async () => {
  expect(await ofCells('status', Array(5).fill('returnable'))).toBeUndefined()
  const text = table('user,item,status', rows)
  expect(await ofText(text)).toMatchObject({ rows: 3 })
  expect(await ofText(text, { columns: { item: 'status' } })).toBeUndefined()
})

it('counts the rows of orders that do not hold, by a flag that is called so', async () => {
  const flags = (cells: readonly string[]) => cells.map((cell, row) => [`${row % 3}`, `p${row}`, cell])
  for (const [name, cells] of [
    ['valid', ['1', '0', '1', '0', '1']],
    ['is_paid', ['True', 'False', 'True', 'False', 'True']],
    ['orderConfirmed', ['yes', 'no', 'yes', 'no', '']],
    ['bezahlt', ['ja', 'nein', 'ja', 'nein', 'ja']],
    ['Betald', ['Ja', 'Nej', 'Ja', 'Nej', 'Ja']],
    ['Är betald', ['Ja', 'Nej', 'Ja', 'Nej', 'Ja']],
    ['success', ['1.0', '0.0', '1.0', '0.0', '1.0']],
  ] as const) {
    const found = await ofText(table(`user,item,${name}`, flags(cells)), { ratings: false })
    expect(found).toEqual({ column: name, values: [cells[1]], rows: 2, first: 3 })
  }
})

it('takes no amount for a flag of what holds, nor one that most rows lack, nor the name of something else', async () => {
  const flags = (cells: readonly string[]) => cells.map((cell, row) => [`${row % 3}`, `p${row}`, cell])
  for (const [name, cells] of [
    ['paid', ['0', '19.99', '0', '5', '1']],
    ['paid', ['0', '0', '0', '0', '1']],
    ['active', ['1', '0', '1', '0', '1']],
    ['valid_until', ['1', '0', '1', '0', '1']],
    ['valid_email', ['1', '0', '1', '0', '1']],
  ] as const) {
    expect(await ofText(table(`user,item,${name}`, flags(cells)), { ratings: false })).toBeUndefined()
  }
})

it('tells the rows of each other value of a status, over several files too, where it has several', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-states-'))
  const parts = [
    ['complete', 'complete', '', 'shipped'],
    ['complete', 'canceled', 'cart', 'shipped'],
  ]
  const paths = parts.map((_, part) => join(folder, `${part}.csv`))
  for (const [part, states] of parts.entries())
    await writeFile(
      paths[part]!,
      table(
        'user,item,state',
        states.map((state, row) => [`u${row}`, `i${part}`, state]),
      ),
    )
  await readRatings(paths, { onReading })
  const others = [
    { value: 'complete', rows: 3 },
    { value: 'shipped', rows: 2 },
    { value: '', rows: 1 },
  ]
  const [values, file] = [['canceled', 'cart'], paths[1]]
  expect(reading!.cancelled).toEqual([{ column: 'state', values, rows: 2, first: 3, file, others }])
  await rm(folder, { recursive: true })
  const ofOrders = ['1,u1,a,paid', '1,u1,b,', '2,u2,a,refunded', '3,u3,c,', '3,u3,d,']
  const found = await ofText(`order_id,user,item,Financial Status\n${ofOrders.join('\n')}\n`)
  expect(found!.others).toEqual([
    { value: 'paid', rows: 2 },
    { value: '', rows: 2 },
  ])
})

it('takes what is no order yet for none, but a kind of event', async () => {
  const states = ['complete', 'cart', 'Quotation Sent', 'complete'].map((state, row) => [
    `u${row}`,
    'i',
    state,
  ])
  expect(await ofText(table('user,item,state', states))).toMatchObject({ values: ['cart', 'Quotation Sent'] })
  const events = ['view', 'cart', 'purchase'].map((event, row) => [`u${row}`, 'i', event])
  expect(await ofText(table('user,item,event', events))).toBeUndefined()
  const baskets = ['Basket', 'Rug', 'Offerte', 'Rug'].map((type, row) => [`u${row}`, 'i', type])
  expect(await ofText(table('user,item,product_type', baskets))).toBeUndefined()
  expect(await ofText(table('user,item,document_type', baskets))).toMatchObject({
    values: ['Basket', 'Offerte'],
  })
})

it('looks at each of very many columns that say what became of a row', async () => {
  const names = [
    'shop',
    'ship',
    'bill',
    'pay',
    'pack',
    'tax',
    'mail',
    'call',
    'print',
    'load',
    'sort',
    'scan',
    'item',
  ]
  const header = ['user', 'item', ...names.map((name) => `${name}_status`)].join(',')
  const open = names.map(() => 'open')
  const text = table(header, [
    ['1', 'a', ...open.with(-1, 'cancelled')],
    ['2', 'b', ...open],
  ])
  expect(await ofText(text)).toEqual({ column: 'item_status', values: ['cancelled'], rows: 1, first: 2 })
})
