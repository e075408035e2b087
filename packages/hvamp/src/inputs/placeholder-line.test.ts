import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { placeholderLine } from './placeholder-line'
import { foundUsers } from './reading-notes'

/** Users of two items each, and one of more. */
function line(id: string, { items, users = 40 }: { readonly items: number; readonly users?: number }) {
  const entries = Array.from({ length: 2 * users }, (_, row) => ({
    user: `u${row >> 1}`,
    item: `i${row % 2}`,
  }))
  const own = Array.from({ length: items }, (_, item) => ({ user: id, item: `i${item}` }))
  return placeholderLine('orders.csv', foundUsers(interactionsFrom([...entries, ...own])))
}

it.each([
  ...[
    'GAST',
    'guest',
    'Anonymous',
    'unbekannt',
    'k.A.',
    '0',
    '0000',
    '-1',
    'Barverkauf',
    'Laufkundschaft',
    'Walk-in Customer',
    'Gäst',
    'Okänd kund',
    'Gość',
    'ゲスト',
  ],
  '00000000-0000-0000-0000-000000000000',
])('says that user %s may be many', (id) => {
  expect(line(id, { items: 20 })).toBe(
    `orders.csv: user '${id}' has 20 of 100 interactions, and counts as one customer: if these are guests, leave out their rows before`,
  )
})

it.each(['u77', 'Gastón', '10', '0-1', 'guesthouse'])('says nothing of user %s', (id) => {
  expect(line(id, { items: 19 })).toBeUndefined()
})

it.each(['99999', 'Shop Berlin', '****'])('says that user %s may be many, by the share of all rows', (id) => {
  expect(line(id, { items: 20 })).toBe(
    `orders.csv: user '${id}' has 20 of 100 interactions, the next one 2, and counts as one customer: if the id stands for guests or a cash desk, leave out its rows before`,
  )
  expect(line(id, { items: 20, users: 100 })).toBeUndefined()
  expect(line(id, { items: 20, users: 15 })).toBeUndefined()
})

it('says that a user with five times the rows of the next one may be many, whatever the share', () => {
  expect(line('4711', { items: 50, users: 400 })).toBe(
    "orders.csv: user '4711' has 50 of 850 interactions, the next one 2, and counts as one customer: if the id stands for guests or a cash desk, leave out its rows before",
  )
  expect(line('4711', { items: 49, users: 400 })).toBeUndefined()
})

it('says nothing where the next user has many rows, too, wherever they stand', () => {
  const of = (...lengths: number[]) => {
    const all = [...lengths, ...Array(30).fill(2)]
    return placeholderLine('orders.csv', {
      ids: all.map((_, user) => `u${user}`),
      lengths: Int32Array.from(all),
    })
  }
  expect(of(60, 20)).toContain("'u0' has 60 of 140 interactions, the next one 20,")
  expect(of(20, 60)).toContain("'u1' has 60")
  expect(of(3, 20, 60)).toContain('the next one 20,')
  expect(of(60, 21)).toBeUndefined()
  expect(of(21, 60)).toBeUndefined()
})

it('says nothing of a placeholder with few rows', () => {
  expect(line('guest', { items: 5 })).toBeUndefined()
  expect(line('0', { items: 9, users: 500 })).toBeUndefined()
})

it('names the query that leaves out such a user of a database', () => {
  const users = {
    ids: [...Array.from({ length: 40 }, (_, user) => `u${user}`), 'NULL'],
    lengths: new Int32Array(41).fill(2),
  }
  users.lengths[40] = 60
  expect(
    placeholderLine('duckdb::memory:', users, { format: 'rows', columns: { user: 'customer_id' } }),
  ).toMatch(
    /if the id stands for guests or a cash desk, a --query with WHERE customer_id <> 'NULL' leaves out its rows$/,
  )
})
