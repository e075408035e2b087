import { expect, it } from 'vitest'
import { noArticleLine } from './no-article-line'

interface Shop {
  readonly articles?: number
  readonly userCount?: number
}

/** Articles of ten users each, and further items, the first of them in the middle. */
function line(further: Readonly<Record<string, number>>, { articles = 30, userCount = 100 }: Shop = {}) {
  const all: [string, number][] = Array.from({ length: articles }, (_, item) => [`A-${item}`, 10])
  const [first, ...rest] = Object.entries(further)
  all.splice(5, 0, first!)
  all.push(...rest)
  const users = Int32Array.from(all, ([, count]) => count)
  return noArticleLine('orders.csv', { ids: all.map(([id]) => id), users, userCount })
}

it.each([
  ...['SHIPPING', 'Versandkosten', 'Versandkostenpauschale', 'frais de port', 'postage', 'shipping 24'],
  ...[
    'KORTING',
    'Kortingscode',
    'DISCOUNT',
    'discount_10',
    'RABATT',
    'VOUCHER',
    'gift card 50',
    'Geschenkgutschein',
    'Tip',
    'E-Gift Card - £25.00',
    'POST',
    'BANK CHARGES',
    'Gift wrapping',
    'INPAKSERVICE',
    'Cadeauverpakking',
    'PANT',
    'Pfand',
    'carrier bag',
  ],
])('says that %s may be no article, by its name', (id) => {
  expect(line({ [id]: 15 }, { userCount: 200 })).toBe(
    `orders.csv: '${id}' with 15 of 200 users may be recommended like other items: if it is no article but shipping, a fee or a discount, leave out its rows before`,
  )
  expect(line({ [id]: 10 })).toBeUndefined()
})

it('says it of an id with further words where it has three times the users of an item', () => {
  expect(line({ 'Voucher Street': 15 }, { userCount: 200 })).toBeUndefined()
  for (const id of ['Voucher Street', 'shipping-express'])
    expect(line({ [id]: 35 }, { userCount: 200 })).toContain(`'${id}' with 35`)
  expect(line({ 'TIP-4711': 25 }, { userCount: 200 })).toBeUndefined()
})

it('says it of 0, where ids are not counted from it', () => {
  expect(line({ '0': 15 }, { userCount: 200 })).toContain("'0' with 15 of 200 users")
  expect(line({ '0': 15, '1': 5 }, { userCount: 200 })).toBeUndefined()
  expect(line({ '0': 9 }, { userCount: 200 })).toBeUndefined()
})

it.each(['90001', 'P&P', 'DPD', 'Rabattapijt'])(
  'says that %s may be no article, by its users alone',
  (id) => {
    expect(line({ [id]: 30 })).toBe(
      `orders.csv: '${id}' with 30 of 100 users may be recommended like other items (the next item has 10): if it is no article but shipping, a fee or a discount, leave out its rows before`,
    )
    expect(line({ [id]: 29 })).toBeUndefined()
    expect(line({ [id]: 30 }, { userCount: 151 })).toBeUndefined()
    expect(line({ [id]: 30 }, { articles: 18 })).toBeUndefined()
  },
)

it('says it of several in one line', () => {
  expect(line({ KORTING: 45, VERZ: 90 })).toBe(
    "orders.csv: 'VERZ' with 90, 'KORTING' with 45 of 100 users may be recommended like other items (the next item has 10): if they are no articles but shipping, a fee or a discount, leave out their rows before",
  )
})

it('says it of those with most users, and how many more there are', () => {
  const cards = { 'GIFTCARD-5': 20, 'GIFTCARD-10': 15, 'GIFTCARD-25': 18, SHIPPING: 60, 'INPAK-1': 61 }
  expect(line(cards)).toBe(
    "orders.csv: 'INPAK-1' with 61, 'SHIPPING' with 60, 'GIFTCARD-5' with 20 of 100 users and 2 more may be recommended like other items: if they are no articles but shipping, a fee or a discount, leave out their rows before",
  )
})

it('looks at the next one wherever it stands', () => {
  expect(line({ first: 60, last: 20 })).toContain(
    "'first' with 60 of 100 users may be recommended like other items (the next item has 20)",
  )
  expect(line({ first: 20, last: 60 })).toContain("'last' with 60 of 100 users")
  expect(line({ first: 21, last: 60 })).toBeUndefined()
  expect(line({ first: 60, last: 21 })).toBeUndefined()
})

it('says it of several that no other comes near, where these hide each other', () => {
  expect(line({ '900001': 80, '900002': 60 })).toContain(
    "'900001' with 80, '900002' with 60 of 100 users may be recommended like other items (the next item has 10)",
  )
  expect(line({ a: 80, b: 70, c: 60, d: 50 })).toBeUndefined()
  expect(line({ 'pant-blue': 15 }, { userCount: 200 })).toBeUndefined()
})
