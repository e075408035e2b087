import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readRows } from '../index'
import { findColumn } from './column-names'

const columnOf = (role: 'user' | 'item', ...names: string[]) => names[findColumn(names, role, undefined, 'f')]

it.each([
  'kinopoisk_id',
  'imdb_id',
  'tmdbId',
  'id_imdb',
  'imdb_title_id',
  'goodreads_book_id',
  'musicbrainz-artist-id',
  'tconst',
])('takes ids of catalogues before names of items, but not before ids of the file: %s', (id) => {
  for (const noun of ['movie', 'movie_title', 'artist', 'title']) expect(columnOf('item', noun, id)).toBe(id)
  expect(columnOf('item', id, 'movie_id')).toBe('movie_id')
  expect(columnOf('user', id)).toBeUndefined()
  expect(() => columnOf('item', 'movie', id, 'tvdb_id')).toThrow('one column as item')
})

it.each(['imdb', 'imdb_rating', 'spotify_id', 'steam_id', 'category_id', 'kp_rating'])(
  'takes no name for an id of a catalogue that may be something else: %s',
  (name) => {
    expect(columnOf('item', 'movie', name)).toBe('movie')
  },
)

it.each([
  ['customer', 'cust_no'],
  ['user', 'userKey'],
  ['user_name', 'user_guid'],
  ['memberName', 'memberNo'],
  ['Customer', 'Customer Code'],
  ['customer', 'id_customer'],
  ['Kunde', 'ID Kunde'],
  ['cliente', 'codice_cliente'],
  ['client', 'num du client'],
  ['klant', 'klantnr'],
  ['cliente', 'Nº cliente'],
  ['cliente', 'Cód. cliente'],
  ['Kunde', 'Debitorennr'],
  ['Kunde', 'Kundnr'],
  ['klient', 'Nr klienta'],
  ['client', 'N° client'],
  ['Cliente', 'Nro Cliente'],
  ['Customer', 'Asiakasnro'],
  ['Asiakas', 'Asiakkaan koodi'],
  ['customer', 'customers_id'],
  ['Buyer Name', 'Buyer Username'],
  ['user_name', 'user_id'],
  ['user_name', 'user_pseudo_id'],
])('takes ids of users before %s: %s', (name, id) => {
  expect(columnOf('user', name, 'order_id', id)).toBe(id)
  expect(columnOf('user', id, name)).toBe(id)
})

it.each([
  ['customer_name', 'email'],
  ['customer_name', 'customer_email'],
  ['Buyer Name', 'Buyer Email'],
  ['user_name', 'user_email'],
  ['reviewer_name', 'reviewer_email'],
  ['Customer Name', 'E-Mail-Adresse'],
  ['user_name', 'email_sha256'],
])('takes e-mail addresses before names of users, which several share: %s, %s', (name, email) => {
  expect(columnOf('user', 'order_id', name, email, 'sku')).toBe(email)
  expect(columnOf('user', email, name)).toBe(email)
  expect(columnOf('user', email, name, 'customer_id')).toBe('customer_id')
})

it.each([
  ['Order ID,Customer,Email,Product,SKU', 'Email', 'Customer'],
  ['Order,Kunde,E-Mail,Artikel,Artikelnummer', 'E-Mail', 'Kunde'],
])(
  'leaves the choice between a plain noun and an e-mail address open, and names the address: %s',
  (header, email, noun) => {
    expect(() => findColumn(header.split(','), 'user', undefined, 'f:1')).toThrow(
      expect.objectContaining({
        message: `f:1: expected one column as user, got '${email}' and '${noun}' (numbers 2, 1, from 0): choose with columns.user ('${email}')`,
        likely: { 'columns.user': email },
      }),
    )
  },
)

it.each(['customer_email', 'buyer-email', 'Kunden-E-Mail', 'user_email'])(
  'takes the address of a user where nothing else tells users: %s',
  (name) => expect(columnOf('user', 'order_id', name, 'buyer-identification-number', 'sku')).toBe(name),
)

it('asks which of two e-mail addresses is meant', () => {
  expect(() => columnOf('user', 'customer_name', 'email', 'customer_email')).toThrow('one column as user')
})

it.each(['seller_email', 'email_opt_in', 'Shop Email', 'email_count', 'mail_sent'])(
  'takes no address of others, and nothing about one, for a user: %s',
  (name) => {
    expect(columnOf('user', 'Buyer Name', name)).toBe('Buyer Name')
    expect(columnOf('user', 'email')).toBeUndefined()
  },
)

it.each([
  ['show_id', 'episode_id'],
  ['course_id', 'lesson_id'],
])('leaves the choice between %s and %s open: one is a part of the other', (whole, part) => {
  expect(() => columnOf('item', whole, part)).toThrow(
    `expected one column as item, got '${whole}' and '${part}'`,
  )
})

it.each([
  ['product_name', 'prod_no'],
  ['product', 'productKey'],
  ['Article', 'Article No'],
  ['Product', 'MaterialNo'],
  ['Product Name', 'Barcode'],
  ['book_title', 'isbn13'],
  ['movie', 'movie_uuid'],
  ['Item', 'Item Code'],
  ['article', 'Réf. article'],
  ['producto', 'Cód. producto'],
  ['product_name', 'product_variant_id'],
  ['Product', 'Product variant SKU'],
  ['Product title', 'Variant SKU'],
  ['produto', 'Cód. artigo'],
])('takes ids of items before %s: %s', (name, id) => {
  expect(columnOf('item', name, id)).toBe(id)
  expect(columnOf('item', id, name)).toBe(id)
})

it.each([
  ['user', 'customer_id', 'customer_unique_id'],
  ['user', 'User ID', 'Buyer Username'],
  ['user', 'reviewerName', 'gPlusUserId'],
  ['user', 'Client', 'ClientRef'],
  ['item', 'product_id', 'product_key'],
  ['item', 'Item Title', 'Item Number'],
  ['item', 'Product Name', 'Product internal no'],
  ['user', 'Customer Name', 'External customer id'],
  ['item', 'isbn10', 'isbn13'],
] as const)('asks which %s column is meant: %s or %s', (role, ...names) => {
  expect(() => columnOf(role, ...names)).toThrow(
    `f: expected one column as ${role}, got '${names[0]}' and '${names[1]}' (numbers 0, 1, from 0): choose with columns.${role}`,
  )
})

it.each([
  ['a place on an album', 'track', ['track_number']],
  ['places of rows in an order', 'product', ['order_item_id', 'item_number_in_order']],
  ['numbers of items', 'item', ['num_items', 'item_num', 'number_of_items']],
  ['ids of what is about an item', 'product', ['product_category_id', 'product_type_code', 'brand_id']],
  ["the publisher's reference beside an id", 'product_id', ['product_reference']],
  ['the place of a row beside an id', 'item_id', ['item_number']],
  ['keys and codes of games and offers', 'game', ['game_key', 'offer_code']],
])('reads no %s in place of %s', (_, item, others) => {
  expect(columnOf('item', ...others, item)).toBe(item)
})

it.each([
  [
    'ids of what is about a user',
    'customer',
    ['customer_group_id', 'customer_country_code', 'user_agent_id'],
  ],
  ["somebody else's id", 'user', ['seller_user_id', 'parent_user_id']],
  ["a customer's reference beside an id", 'customer_id', ['customer_reference']],
])('reads no %s in place of %s', (_, user, others) => {
  expect(columnOf('user', ...others, user)).toBe(user)
})

it('finds the same column however a name is spelled', () => {
  const spelled = fc.constantFrom(
    'customer_key',
    'Customer Key',
    'customerKey',
    'CUSTOMER-KEY',
    'key_customer',
  )
  const beside = fc.subarray(['customer', 'Customer Name', 'order_id', 'city', 'customer_group_id'])
  fc.assert(
    fc.property(spelled, beside, fc.nat(5), (id, names, place) => {
      expect(columnOf('user', ...names.toSpliced(place, 0, id))).toBe(id)
    }),
  )
})

it('holds for rows of a database', async () => {
  const source = {
    columns: ['customer', 'cust_no', 'product', 'idProduct'],
    async *batches(columns: readonly number[]) {
      yield [columns.map((column) => ['Ann', 'c7', 'Mug', 'p9'][column])]
    },
  }
  expect(await readRows(source)).toMatchObject({ userIds: ['c7'], itemIds: ['p9'] })
})
