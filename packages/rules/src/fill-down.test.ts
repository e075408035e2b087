import { type TableColumn, tableFrom } from '@hvamp/data'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillDown } from './fill-down'
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
      expect(table.filledDown).toEqual({
        by: 'handle',
        from: 'first row',
        columns: ['vendor', 'tags', 'live'],
      })
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

it('leaves a variant without a price or a stock of its own without one', () => {
  const rows = [0, 1, 2, 3].flatMap((product) =>
    [0, 1].map((variant) => ({
      Handle: `p${product}`,
      'Variant SKU': `${product}-${variant}`,
      ...(variant === 0 && {
        Vendor: 'v',
        'Option1 Name': 'Size',
        'Costume Theme': 'sea',
        'Variant Compare At Price': 9,
        'Variant Inventory Qty': 0,
        'Cost per item': 2,
      }),
    })),
  )
  const table = itemTable(tableFrom(rows), { id: 'Variant SKU' })
  expect(table.filledDown?.columns).toEqual(['Vendor', 'Option1 Name', 'Costume Theme'])
  const itemIds = rows.map((row) => row['Variant SKU'])
  for (const column of ['Variant Compare At Price', 'Variant Inventory Qty', 'Cost per item']) {
    const { allowed } = compileRules({ where: `"${column}" is missing` }, { itemIds, table })
    expect([...allowed!]).toEqual(itemIds.map((id) => (id.endsWith('1') ? 1 : 0)))
  }
})

it('leaves what names another product without a price of its own', () => {
  const rows = Array.from({ length: 12 }, (_, i): Row => {
    if (i >= 6) return { id: i, accessory_for: i % 5, added: '2024-01-31' }
    return { id: i, sale_price: i < 3 ? 9.9 : undefined, colour: 'red', added: '2024-01-31' }
  })
  const table = itemTable(tableFrom(rows), { id: 'id' })
  expect(table.filledDown).toEqual({ by: 'accessory_for', from: 'named row', columns: ['colour'] })
})

it.each<[string, (group: number, row: number) => string | undefined, readonly string[] | undefined]>([
  ['titles of their own, as products of a category', (group, row) => `Thing ${group}-${row}`, undefined],
  ['the title of the first row', (group) => `Boots ${group}`, ['label']],
  ['no title', (group, row) => (row === 0 ? `Boots ${group}` : undefined), ['title', 'label']],
])('knows further rows by their titles: %s', (_, titleOf, columns) => {
  const rows = [0, 1, 2, 3].flatMap((group) =>
    [0, 1, 2].map((row) => ({
      id: `${group}-${row}`,
      title: titleOf(group, row),
      category: `c${group}`,
      label: row === 0 ? 'bestseller' : undefined,
    })),
  )
  expect(itemTable(tableFrom(rows)).filledDown?.columns).toEqual(columns)
})

it('says it in words', () => {
  expect(filledDownInWords({ by: 'Handle', from: 'first row', columns: ['Vendor', 'Type'] })).toBe(
    "'Vendor', 'Type' stand in the first row of each 'Handle' alone, and hold for the rows below it",
  )
})

/** Products as WooCommerce exports them: a variation names its parent, which has the categories. */
function variations({ parents, bare }: { parents: number; bare: number }): Row[] {
  const simple = Array.from(
    { length: 4 },
    (_, i): Row => ({ ID: 900 + i, SKU: `s-${i}`, Categories: 'Mugs' }),
  )
  const families = Array.from({ length: parents }, (_, i): Row[] => {
    const SKU = i < bare ? undefined : `p-${i}`
    const parent = {
      ID: i + 1,
      SKU,
      Type: 'variable',
      Categories: i % 2 ? 'Tea' : 'Coffee',
      Tags: i % 4 ? undefined : 'new',
    }
    const Parent = SKU ?? `id:${i + 1}`
    const ofParent = [0, 1].map((n) => ({
      ID: 100 + 2 * i + n,
      SKU: `p-${i}-${n}`,
      Type: 'variation',
      Stock: n,
      Parent,
    }))
    return [parent, ...ofParent]
  })
  return [...families.flat(), ...simple]
}

it.each(['SKU', 'ID'])('gives rows what the row says that they name as their parent, by %s', (id) => {
  for (const bare of [0, 2]) {
    const rows = variations({ parents: 6, bare })
    const table = itemTable(tableFrom(rows.toReversed()), { id })
    expect(table.filledDown).toEqual({ by: 'Parent', from: 'named row', columns: ['Categories', 'Tags'] })
    const children = rows.filter((row) => row.Type === 'variation')
    const itemIds = children.map((row) => String(row[id]))
    const { allowed } = compileRules({ where: 'Categories = Tea' }, { itemIds, table })
    expect([...allowed!]).toEqual([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1])
  }
  expect(filledDownInWords({ by: 'Parent', from: 'named row', columns: ['Tags'] })).toBe(
    "'Tags' stands in the rows that 'Parent' names alone, and holds for the rows that name them",
  )
})

it('finds named rows beside a column of numbers with gaps, in which no text is', () => {
  const rows = variations({ parents: 6, bare: 0 }).map((row, at) => ({
    gap: at % 3 ? at : undefined,
    ...row,
  }))
  const { filledDown } = itemTable(
    tableFrom(rows, { columns: ['gap', 'SKU', 'ID', 'Parent', 'Categories', 'Tags'] }),
    { id: 'ID' },
  )
  expect(filledDown).toEqual({ by: 'Parent', from: 'named row', columns: ['Categories', 'Tags'] })
})

it.each<[string, Row[]]>([
  ['of two named rows alone', variations({ parents: 2, bare: 0 })],
  [
    'where a row that names one has a value',
    [...variations({ parents: 6, bare: 0 }), { SKU: 'x', Parent: 'p-1', Categories: 'Tea', Tags: 'new' }],
  ],
  [
    'where names lead nowhere',
    variations({ parents: 6, bare: 0 }).map((row) => ({
      ...row,
      ...('Parent' in row && { Parent: `q${row.Parent}` }),
    })),
  ],
  [
    'where named rows name others',
    variations({ parents: 6, bare: 0 }).map((row) => (row.SKU === 'p-5' ? { ...row, Parent: 'p-4' } : row)),
  ],
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
  const id = rows.some((row) => 'SKU' in row) ? 'SKU' : 'sku'
  expect(itemTable(tableFrom(rows), { id }).filledDown).toBeUndefined()
})

it('fills down a list of hundreds of thousands of entries', () => {
  const buyers = Array.from({ length: 200_000 }, (_, user) => `u${user}`)
  const rows = [0, 1, 2].flatMap((product): Row[] => [
    { handle: `p${product}`, sku: `${product}-0`, buyers: product === 0 ? buyers : ['u1'] },
    { handle: `p${product}`, sku: `${product}-1` },
  ])
  const table = itemTable(tableFrom(rows, { columns: ['handle', 'buyers'] }), { id: 'sku' })
  const column = table.columns.get('buyers')!
  const { offsets } = column as Extract<typeof column, { type: 'list' }>
  const row = table.rowOf('0-1')
  expect(offsets[row + 1]! - offsets[row]!).toBe(buyers.length)
})

it('asks for cells in proportion to the columns', () => {
  const COLUMNS = 300
  let asked = 0
  const counted = (values: readonly number[], texts?: readonly string[]): TableColumn => {
    const column = texts ? { type: 'text', texts } : { type: 'number' }
    const own = texts ? Int32Array.from(values) : Float64Array.from(values)
    const ask = () => {
      asked++
      return own
    }
    return Object.defineProperty(column, 'values', { get: ask }) as TableColumn
  }
  const rows = Array.from({ length: 8 }, (_, row) => row)
  const columns = Array.from({ length: COLUMNS }, (_, i): [string, TableColumn][] => [
    [`one${i}`, counted(rows.map(() => i % 7))],
    [`pair${i}`, counted(rows.map((row) => row >> 1))],
    [
      `fact${i}`,
      counted(
        rows.map((row) => (row % 2 === 0 ? 0 : -1)),
        ['x'],
      ),
    ],
  ])
  const { filledDown } = fillDown({ columns: new Map(columns.flat()), ids: rows.map(String) })
  expect([filledDown?.by, filledDown?.columns.length]).toEqual(['pair0', COLUMNS])
  expect(asked).toBeLessThan(100 * 3 * COLUMNS) // millions where each column looks at all others
})
