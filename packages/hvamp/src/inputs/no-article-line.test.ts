import { expect, it } from 'vitest'
import { noArticleLine } from './no-article-line'

/** Thirty articles of ten users each of a hundred, and one more item, in the middle. */
function line(
  id: string,
  count: number,
  more: { readonly articles?: number; readonly userCount?: number } = {},
) {
  const { articles = 30, userCount = 100 } = more
  const ids = Array.from({ length: articles }, (_, item) => `A-${item}`)
  const users = Array<number>(articles).fill(10)
  ids.splice(5, 0, id)
  users.splice(5, 0, count)
  return noArticleLine('orders.csv', { ids, users: Int32Array.from(users), userCount })
}

it.each([
  'SHIPPING',
  'shipping-express',
  'Versandkosten',
  'Versandkostenpauschale',
  'frais de port',
  'postage',
])('says that %s may be no article, by its name', (id) => {
  expect(line(id, 35)).toBe(
    `orders.csv: item '${id}' has 35 of 100 users, and may be recommended like others: if it is no article but shipping or a fee, leave out its rows before`,
  )
  expect(line(id, 29)).toBeUndefined()
})

it.each(['90001', 'P&P', 'DPD'])('says that %s may be no article, by the number of its users', (id) => {
  expect(line(id, 30)).toBe(
    `orders.csv: item '${id}' has 30 of 100 users, the next one 10, and may be recommended like others: if it is no article but shipping or a fee, leave out its rows before`,
  )
  expect(line(id, 29)).toBeUndefined()
  expect(line(id, 30, { userCount: 151 })).toBeUndefined()
  expect(line(id, 30, { articles: 18 })).toBeUndefined()
})

it('looks at the next one wherever it stands', () => {
  const of = (...most: number[]) => {
    const users = Int32Array.from([...most, ...Array<number>(30).fill(5)])
    return noArticleLine('orders.csv', {
      ids: Array.from(users, (_, item) => `${item}`),
      users,
      userCount: 100,
    })
  }
  expect(of(60, 20)).toContain("item '0' has 60 of 100 users, the next one 20,")
  expect(of(20, 60)).toContain("item '1' has 60 of 100 users, the next one 20,")
  expect(of(21, 60)).toBeUndefined()
  expect(of(60, 21)).toBeUndefined()
})
