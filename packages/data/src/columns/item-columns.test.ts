import { expect, it } from 'vitest'
import { readInteractions, readRows } from '../index'

/** What is read of a row under such a header, or what is said of it. */
async function asked(header: string, options = {}) {
  const cells = header.split(',').map((name, column) => (/rating|date/i.test(name) ? 4 : 10 + column))
  const text = `${header}\n${[1, 2, 3].map((more) => cells.map((cell) => cell + more).join(',')).join('\n')}\n`
  const work = readInteractions(new Blob([text]), { name: 'file', ...options })
  return work.then(
    ({ itemIds }) => itemIds.join(),
    (error: Error) => error.message,
  )
}

it.each([
  ['user,item,item2,item3', "'item', 'item2', 'item3'"],
  ['user_id,item_1,item_2', "'item_1', 'item_2'"],
  ['date,customer,product1,product2,product3', "'product1', 'product2', 'product3'"],
  ['user,movie_a,movie_b', "'movie_a', 'movie_b'"],
  ['user,item_1_id,item_1_name,item_2_id,item_2_name', "'item_1_id', 'item_2_id'"],
  ['Kunde,Artikel 1,Artikel 2', "'Artikel 1', 'Artikel 2'"],
  [
    'user,movie1,movie2,movie3,movie4,movie5,movie6',
    "'movie1', 'movie2', 'movie3', 'movie4', 'movie5' and 1 more",
  ],
  ['user_id:token,item_id_list:token_seq,item_id:token', "'item_id_list:token_seq', 'item_id:token'"],
  ['user,products_history,product', "'products_history', 'product'"],
])('does not read one of several items in a row: %s', async (header, columns) => {
  expect(await asked(header)).toBe(
    `file:1: expected one item in each row, got items in the columns ${columns}; write a row for each of them, or take one column alone: choose with columns.item`,
  )
})

it.each([
  ['user_id,item_id,item_name,item_category', '12,13,14'],
  ['User_ID,Product_ID,Product_Category_1,Product_Category_2', '12,13,14'],
  ['user,isbn,isbn10,isbn13', '12,13,14'],
  ['user_id:token,item_id:token,class:token_seq', '12,13,14'],
  ['user,item_id,order_item_seq,wish_list', '12,13,14'],
  ['user,poi,poi_x,poi_y', '12,13,14'],
  ['user,item_id,rating,item_emb_0,item_emb_1', '12,13,14'],
])('reads the only column of items: %s', async (header, items) => {
  expect(await asked(header)).toBe(items)
})

it('reads the one that is chosen', async () => {
  expect(await asked('user,item,item2', { columns: { item: 'item2' } })).toBe('13,14,15')
  expect(await asked('user,item_1,item_2', { columns: { item: 'item_1' } })).toBe('12,13,14')
})

it('says the same of rows and of objects', async () => {
  const rule = /expected one item in each row, got items in the columns 'item', 'item2';/
  const objects = '{"user":1,"item":2,"item2":3}\n{"user":2,"item":2,"item2":4}\n'
  await expect(readInteractions(new Blob([objects]))).rejects.toThrow(rule)
  const source = { columns: ['user', 'item', 'item2'], async *batches() {} }
  await expect(readRows(source)).rejects.toThrow(rule)
})
