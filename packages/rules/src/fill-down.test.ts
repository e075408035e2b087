import { tableFrom } from '@hvamp/data'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileRules, filledDownInWords, itemTable } from './index'

type Row = Readonly<Record<string, unknown>>

/** Products as Shopify exports them: facts in the first row alone, then further variants, then a picture without an id. */
function products(sizes: readonly number[]): {
  readonly rows: Row[]
  readonly vendorOf: ReadonlyMap<string, string>
} {
  const vendorOf = new Map<string, string>()
  const rows = sizes.flatMap((variants, product): Row[] => {
    const vendor = `v${product % 3}`
    const handle = `p${product}`
    const own = Array.from({ length: variants }, (_, variant): Row => {
      const sku = `${product}-${variant}`
      vendorOf.set(sku, vendor)
      const facts = variant === 0 ? { vendor, tags: ['a', vendor], live: product % 2 === 0 } : {}
      return { handle, sku, stock: variant, ...facts }
    })
    return [...own, { handle, image: `${handle}.jpg` }]
  })
  return { rows, vendorOf }
}

/** Numbers of variants, three of them above 1. */
const manySizes = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 9 })
  .filter((sizes) => sizes.filter((size) => size > 1).length >= 3)

it('gives further variants of a product what its first row says', () => {
  fc.assert(
    fc.property(manySizes, (sizes) => {
      const { rows, vendorOf } = products(sizes)
      const table = itemTable(tableFrom(rows, { columns: ['handle', 'vendor', 'tags', 'live'] }), {
        id: 'sku',
      })
      expect(table.filledDown).toEqual({ by: 'handle', columns: ['vendor', 'tags', 'live'] })
      const itemIds = [...vendorOf.keys()]
      for (const vendor of ['v0', 'v1', 'v2']) {
        for (const where of [`vendor = ${vendor}`, `tags has ${vendor}`]) {
          const { allowed } = compileRules({ where }, { itemIds, table })
          expect(itemIds.filter((_, item) => allowed![item])).toEqual(
            itemIds.filter((sku) => vendorOf.get(sku) === vendor),
          )
        }
      }
    }),
  )
})

it('says it in words', () => {
  expect(filledDownInWords({ by: 'Handle', columns: ['Vendor', 'Type'] })).toBe(
    "'Vendor', 'Type' stand in the first row of each 'Handle' alone, and hold for the rows below it",
  )
})

it.each<[string, Row[]]>([
  ['of two products alone', products([3, 2]).rows],
  ['of one variant each', products([1, 1, 1, 1, 2]).rows],
  [
    'where a further row has a value',
    [...products([2, 2, 2, 2]).rows, { handle: 'p3', sku: 'late', vendor: 'v9', live: true, tags: ['x'] }],
  ],
  [
    'where products do not follow on each other',
    [...products([2, 2, 2]).rows, { handle: 'p0', sku: 'late' }],
  ],
  [
    'where many first rows have none',
    products([2, 2, 2, 2]).rows.map((row) =>
      /^p[12]/.test(String(row.handle)) ? { handle: row.handle, sku: row.sku } : row,
    ),
  ],
  ['where some rows are of no product', [...products([2, 2, 2]).rows, { sku: 'lone' }]],
])('leaves a table as it is %s', (_, rows) => {
  expect(itemTable(tableFrom(rows), { id: 'sku' }).filledDown).toBeUndefined()
})
