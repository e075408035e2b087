import { expect, it } from 'vitest'
import { type Reading, readInteractions } from '../index'
import { likelyColumn } from './likely-columns'

async function columnsOf(header: string) {
  let reading: Reading | undefined
  const rows = ['1', '2'].map((row) => header.replace(/[^;]+/g, (name) => `v${name.length}-${row}`))
  await readInteractions(new Blob([`${[header, ...rows].join('\n')}\n`]), {
    name: 'orders.csv',
    onReading: (found) => {
      reading = found
    },
  })
  return reading!.columns
}

it.each([
  ['Bestellnr;Kundennr;Artikelnr;Bezeichnung', 'Kundennr', 'Artikelnr'],
  ['Kunde;Kundennummer;Artikel;Artikelnummer', 'Kundennummer', 'Artikelnummer'],
  ['Datum;Kunde;Artikel', 'Kunde', 'Artikel'],
  ['N° commande;N° client;code_article', 'N° client', 'code_article'],
  ['id_client;produit', 'id_client', 'produit'],
  ['Document;Sold-to party;Material No', 'Sold-to party', 'Material No'],
  ['Customer User ID;Lineitem sku', 'Customer User ID', 'Lineitem sku'],
])('knows the names in %s', async (header, user, item) => {
  expect(await columnsOf(header)).toMatchObject({ user, item })
})

it('names columns that are likely, where their names may be of something else', async () => {
  const likely = { 'columns.user': 'Email', 'columns.item': 'Référence' }
  await expect(columnsOf('Name;Email;Référence;Prix HT')).rejects.toMatchObject({
    message:
      "orders.csv:1: expected a header with a user and an item column of a known name, got columns 'Name', 'Email', 'Référence', 'Prix HT': choose with columns.user ('Email') or columns.item ('Référence')",
    options: ['columns.user', 'columns.item'],
    likely,
  })
  await expect(columnsOf('Kunde;Wert')).rejects.toThrow(
    "expected a header with an item column, or columns given by number, got columns 'Kunde', 'Wert': choose with columns or header",
  )
})

it('names items that were clicked, not those that were shown, where both may be meant', () => {
  const lists = ['user_id', 'article_ids_inview', 'article_ids_clicked']
  expect(likelyColumn(lists, 'item')).toBe('article_ids_clicked')
  expect(likelyColumn(lists.slice(0, 2), 'item')).toBe('article_ids_inview')
})

it('takes of two columns the one of ids beside a user, and none beside an item, which it may describe', async () => {
  const likelyIn = (header: string) => columnsOf(header).catch(({ likely }) => likely)
  expect(await likelyIn('uid;sid')).toEqual({ 'columns.item': 'sid' })
  for (const header of [
    'movieId;genre',
    'movieId;sid',
    'uid;friends',
    'uid;user_csv_id',
    'uid;age',
    'uid;12',
    'uid;sid;tid',
  ])
    expect(await likelyIn(header)).toBeUndefined()
})

it('prefers ids, and passes over what else is said of an item', () => {
  const names = [
    'Product Price',
    'Lineitem quantity',
    'Product title',
    'Product ref',
    'Customer group',
    'Payment user',
  ]
  expect(likelyColumn(names, 'item')).toBe('Product ref')
  expect(likelyColumn(names, 'user')).toBeUndefined()
})

it.each([
  [
    'order_customer.customer_id,order_line_item.product_id,order.created',
    'order_customer.customer_id',
    'order_line_item.product_id',
  ],
  [
    'id,order_partner_id/id,product_id/default_code,product_uom_qty',
    'order_partner_id/id',
    'product_id/default_code',
  ],
  [
    'customer.created_at,order.customer.id,items.product.id,items.product.price',
    'order.customer.id',
    'items.product.id',
  ],
])('goes by the last of the names that lead to a field: %s', (header, user, item) => {
  const names = header.split(',')
  expect([likelyColumn(names, 'user'), likelyColumn(names, 'item')]).toEqual([user, item])
})

it('takes a reference alone for that of an item, unless there are orders, which have one too', () => {
  expect(likelyColumn(['id_client', 'Référence', 'Prix'], 'item')).toBe('Référence')
  expect(likelyColumn(['id_order', 'reference', 'id_customer'], 'item')).toBeUndefined()
  expect(likelyColumn(['id_order', 'reference', 'product_reference'], 'item')).toBe('product_reference')
})
