import { tableFrom } from '@hvamp/data'
import { type Condition, type ItemTable, itemTable, type Rules } from '@hvamp/rules'
import fc from 'fast-check'

type Value = string | number | boolean

/** Rows as objects, for answers without compiled columns. */
export type Row = Readonly<Record<string, unknown>>

const categories = ['shoes', 'hats', "it's", 'and']
const colours = ['red', 'green', 'blue']
const days = ['2024-01-01', '2024-02-01', '2024-03-01']

const rowArbitrary = fc.record({
  category: fc.option(fc.constantFrom(...categories), { nil: undefined }),
  price: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  'in stock': fc.option(fc.boolean(), { nil: undefined }),
  since: fc.option(fc.constantFrom(...days), { nil: undefined }),
  colours: fc.uniqueArray(fc.constantFrom(...colours)),
})

/**
 * Rows of some of the items `i0`, `i1`, …, in an order of their own. One table in some ten thousand has a column in the first of its rows of a
 * category alone, by chance, which would hold for further ones: there is none of these.
 */
export function rowsArbitrary(itemCount: number): fc.Arbitrary<Row[]> {
  const ids = Array.from({ length: itemCount }, (_, item) => `i${item}`)
  return fc
    .shuffledSubarray(ids, { minLength: 1 })
    .chain((chosen) => fc.tuple(...chosen.map((id) => rowArbitrary.map((row) => ({ id, ...row })))))
    .filter((rows) => tableOf(rows).filledDown === undefined)
}

const types = {
  category: 'text',
  price: 'number',
  'in stock': 'boolean',
  since: 'date',
  colours: { list: '|' },
} as const

/** These rows as a table. */
export function tableOf(rows: readonly Row[]): ItemTable {
  return itemTable(tableFrom(rows, { name: 'items' }), { types })
}

const comparison: fc.Arbitrary<Condition> = fc.oneof(
  ...(
    [
      ['category', fc.constantFrom<Value>(...categories, 'none')],
      ['price', fc.integer({ min: -1, max: 9 })],
      ['in stock', fc.boolean()],
      ['since', fc.constantFrom(...days, '2024-02-01T00:00:00Z', '2023-01-01')],
    ] as [string, fc.Arbitrary<Value>][]
  ).flatMap(([column, value]) => [
    fc.record({ column: fc.constant(column), equals: value }),
    fc.record({ column: fc.constant(column), in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  ]),
  ...(
    [
      ['price', fc.integer({ min: -1, max: 10 })],
      ['since', fc.constantFrom(...days)],
    ] as [string, fc.Arbitrary<number | string>][]
  ).map(([column, bound]) =>
    fc
      .constantFrom('atLeast', 'above', 'atMost', 'below')
      .chain((name) => bound.map((value) => ({ column, [name]: value }) as Condition)),
  ),
  fc.record({ column: fc.constant('colours'), has: fc.constantFrom(...colours, 'none') }),
  fc.record({ missing: fc.constantFrom(...Object.keys(types)) }),
)

/** A condition on such rows, some levels deep. */
export const conditionArbitrary: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc.record({ not: tie('condition') }),
    fc.record({ and: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
  ),
})).condition

/** Rules for the items `i0`, `i1`, …, of which a model does not know all that are named. */
export function rulesArbitrary(itemCount: number): fc.Arbitrary<Rules> {
  const id = fc.integer({ min: 0, max: itemCount + 2 }).map((item) => `i${item}`)
  const ids = fc.uniqueArray(id)
  const weight = fc.constantFrom(0.25, 0.5, 2, 10)
  return fc.record(
    {
      among: fc.oneof(ids, conditionArbitrary),
      exclude: fc.oneof(ids, conditionArbitrary),
      where: conditionArbitrary,
      per: fc.dictionary(fc.constantFrom('category', 'price', 'in stock'), fc.integer({ min: 1, max: 3 }), {
        noNullPrototype: true,
      }),
      weights: fc.dictionary(id, weight, { noNullPrototype: true }),
    },
    { requiredKeys: [] },
  )
}

const secondsOf = (date: unknown) => Date.parse(String(date)) / 1000

/** Whether a row meets a condition, asked of its object. */
export function meets(row: Row, condition: Condition): boolean {
  if ('and' in condition) return condition.and.every((part) => meets(row, part))
  if ('or' in condition) return condition.or.some((part) => meets(row, part))
  if ('not' in condition) return !meets(row, condition.not)
  if ('missing' in condition) {
    const cell = row[condition.missing]
    return cell === undefined || (Array.isArray(cell) && cell.length === 0)
  }
  const cell = row[condition.column]
  if (cell === undefined) return false
  const plain = (value: unknown) => (condition.column === 'since' ? secondsOf(value) : value)
  if ('has' in condition) return (cell as string[]).includes(condition.has)
  if ('equals' in condition) return plain(cell) === plain(condition.equals)
  if ('in' in condition) return condition.in.some((value) => plain(cell) === plain(value))
  const [value, bound] = [plain(cell) as number, (limit: unknown) => plain(limit) as number]
  const { atLeast, above, atMost, below } = condition
  return (
    (atLeast === undefined || value >= bound(atLeast)) &&
    (above === undefined || value > bound(above)) &&
    (atMost === undefined || value <= bound(atMost)) &&
    (below === undefined || value < bound(below))
  )
}

/** Ids that rules allow, asked of each item by itself. */
export function allowedBy(
  itemIds: readonly string[],
  rows: readonly Row[],
  { among, exclude, where }: Rules,
): string[] {
  const isIn = (id: string, choice: NonNullable<Rules['among']>): boolean => {
    if (Array.isArray(choice)) return choice.includes(id)
    const row = rows.find((each) => each.id === id)
    return row !== undefined && meets(row, choice as Condition)
  }
  return itemIds.filter(
    (id) =>
      (among === undefined || isIn(id, among)) &&
      (exclude === undefined || !isIn(id, exclude)) &&
      (where === undefined || isIn(id, where)),
  )
}
