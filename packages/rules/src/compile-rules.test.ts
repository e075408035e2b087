import { tableFrom } from '@hvamp/data'
import { allowedBy, meets, rowsArbitrary, rulesArbitrary, tableOf } from '@hvamp/testing/random-rules'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules, itemTable, type Rules, readRules, ruleCompiler, tableCoverage } from './index'

const itemIds = Array.from({ length: 12 }, (_, item) => `i${item}`)
const shop = itemTable(
  tableFrom(
    [
      { id: 'i0', name: 'Boots', brand: 'acme', price: 30, boost: 2 },
      { id: 'i1', name: 'Hat', brand: 'acme', price: 10 },
      { id: 'i2', name: 'Cap', brand: undefined, price: 5, boost: 0.5 },
      { id: 'new', name: 'Scarf', brand: 'mill', price: 8, boost: 1 },
    ],
    { name: 'shop.csv' },
  ),
)

const allowedIds = (rules: Rules, table = shop) => {
  const { allowed } = compileRules(rules, { itemIds, table })
  return itemIds.filter((_, item) => !allowed || allowed[item] === 1)
}

describe('compileRules', () => {
  it('allows the items that the rules allow, each asked by itself', () => {
    fc.assert(
      fc.property(rowsArbitrary(14), rulesArbitrary(12), (rows, rules) => {
        fc.pre(rows.some(({ id }) => itemIds.includes(String(id))))
        const compiled = compileRules(rules, { itemIds, table: tableOf(rows) })
        const { allowed, candidateCount, weights, limits } = compiled
        const expected = allowedBy(itemIds, rows, rules)
        expect(itemIds.filter((_, item) => !allowed || allowed[item] === 1)).toEqual(expected)
        expect(candidateCount).toBe(expected.length)
        for (const [item, id] of itemIds.entries()) {
          expect(weights?.[item] ?? 1).toBe((rules.weights as Record<string, number>)?.[id] ?? 1)
        }
        expect(limits.map(({ atMost }) => atMost)).toEqual(Object.values(rules.per ?? {}))
      }),
      { numRuns: 10_000 },
    )
  })

  it('leaves everything open without rules', () => {
    expect(compileRules({}, { itemIds })).toEqual({
      itemIds,
      candidateCount: 12,
      limits: [],
      unknownItems: [],
      unmetValues: [],
      listsInGroups: [],
    })
  })

  it('refuses a table of other ids where a rule asks it', () => {
    const context = { itemIds: ['00', '01'], table: shop }
    for (const rules of [{ where: 'price > 1' }, { per: { brand: 1 } }, { weights: 'boost' }]) {
      expect(() => compileRules(rules, context)).toThrow(
        "itemTable: ids must be those of the model's items, such as '00', '01', got 'i0', 'i1', 'i2' in shop.csv, none of which is one",
      )
    }
    expect(compileRules({ exclude: ['00'] }, context).candidateCount).toBe(1)
  })

  it('takes conditions as text, and none holds of an item without a row', () => {
    expect(allowedIds({ where: 'price >= 10' })).toEqual(['i0', 'i1'])
    expect(allowedIds({ where: 'not price >= 10' })).toEqual(['i2'])
    expect(allowedIds({ among: ['i1', 'i2', 'i3'], where: 'brand = acme' })).toEqual(['i1'])
    expect(allowedIds({ exclude: 'price < 20' })).toEqual(itemIds.filter((id) => id !== 'i1' && id !== 'i2'))
    expect(allowedIds({ among: [] })).toEqual([])
  })

  it('names the ids that the model does not know', () => {
    const rules = { among: ['i1', 'gone'], exclude: ['lost', 'gone'], weights: { other: 2 } }
    expect(compileRules(rules, { itemIds }).unknownItems).toEqual(['gone', 'lost', 'other'])
  })

  it('names the texts that no row has, also in parts of a condition, but not those that some row has', () => {
    const rules = { where: 'brand = acme or not brand = acmee', exclude: "brand in ('acme', 'acne')" }
    expect(compileRules(rules, { itemIds, table: shop }).unmetValues).toEqual([
      { column: 'brand', value: 'acne' },
      { column: 'brand', value: 'acmee' },
    ])
  })

  it('names the texts that the rows of no item of the model have, each asked by itself', () => {
    const ids = itemIds.slice(0, 6)
    const texts = { category: ['shoes', 'hats', 'none'], colours: ['red', 'blue', 'none'] } as const
    const parts = [
      ...texts.category.map((value) => ({ column: 'category', equals: value })),
      ...texts.colours.map((value) => ({ column: 'colours', has: value })),
    ]
    fc.assert(
      fc.property(rowsArbitrary(12), fc.shuffledSubarray(parts), (rows, or) => {
        const own = rows.filter(({ id }) => ids.includes(String(id)))
        fc.pre(own.length > 0)
        const unmet = or.filter((part) => !own.some((row) => meets(row, part)))
        const { unmetValues } = compileRules({ where: { or } }, { itemIds: ids, table: tableOf(rows) })
        expect(unmetValues).toEqual(
          unmet.map((part) => ({ column: part.column, value: 'has' in part ? part.has : part.equals })),
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('groups items by a column, those of a missing value in none', () => {
    const [limit] = compileRules({ per: { brand: 2 } }, { itemIds, table: shop }).limits
    expect(limit).toEqual({ atMost: 2, groups: Int32Array.of(0, 0, ...Array(10).fill(-1)) })
    const [byPrice] = compileRules({ per: { price: 1 } }, { itemIds, table: shop }).limits
    expect(byPrice!.groups.slice(0, 4)).toEqual(Int32Array.of(0, 1, 2, -1))
  })

  it('weighs items by id or by a column', () => {
    const weightsOf = (weights: Rules['weights']) =>
      compileRules({ weights: weights! }, { itemIds, table: shop }).weights?.slice(0, 4)
    expect(weightsOf('boost')).toEqual(Float32Array.of(2, 1, 0.5, 1))
    expect(weightsOf({ i3: 4 })).toEqual(Float32Array.of(1, 1, 1, 4))
  })

  it('is the same for many rules, one after another', () => {
    const compile = ruleCompiler({ itemIds, table: shop })
    for (const rules of [{ where: 'price > 5' }, { exclude: ['i1'] }, { per: { brand: 1 } }]) {
      expect(compile(rules)).toEqual(compileRules(rules, { itemIds, table: shop }))
    }
  })

  it.each<[unknown, string]>([
    [
      { where: 'cost > 5' },
      "rules.where.column: must be a column of shop.csv, one of 'name', 'brand', 'price', 'boost', got 'cost'",
    ],
    [{ where: 'price >' }, 'rules.where: expected a value at character 8, got the end'],
    [{ among: 'brand = 7' }, "rules.among: must be a text, as 'brand' of shop.csv is, got 7"],
    [{ per: { cost: 1 } }, "rules.per.cost: must be a column of shop.csv, one of 'name'"],
    [{ per: { brand: 0 } }, "rules.per: must be a positive integer for 'brand', got 0"],
    [{ weights: { i1: -1 } }, "rules.weights: must be a positive, finite number for 'i1', got -1"],
    [{ weights: { i1: 1e-60 } }, "rules.weights: must be a positive, finite number for 'i1', got 1e-60"],
    [{ weights: 'name' }, "rules.weights: column 'name' must be numbers, got text"],
    [{ only: ['i1'] }, "rules: must be made of 'among', 'exclude', 'where', 'per', 'weights', got 'only'"],
    [{ exclude: ['i1', 7] }, 'rules.exclude[1]: must be an id, a text, got 7'],
    [{ per: 'brand' }, "rules.per: must be an object, got 'brand'"],
    [[], 'rules: must be an object, got a list'],
  ])('refuses %j', (rules, message) => {
    expect(() => compileRules(rules as Rules, { itemIds, table: shop })).toThrow(message)
  })

  it('refuses weights of a column that are not positive, naming the item', () => {
    const table = itemTable(tableFrom([{ id: 'i0', boost: 0 }]))
    expect(() => compileRules({ weights: 'boost' }, { itemIds, table })).toThrow(
      "rules.weights: must be positive, finite numbers, got 0 for 'i0'",
    )
  })

  it('needs a table for conditions, limits and weights by column', () => {
    for (const rules of [{ where: 'price > 5' }, { per: { brand: 1 } }, { weights: 'boost' }]) {
      expect(() => compileRules(rules, { itemIds })).toThrow('needs an item table, got none')
    }
  })

  it('counts each entry of a list as a group, an item in several', () => {
    const rows = [
      { id: 'i0', tags: ['a', 'b'] },
      { id: 'i1', tags: ['b', 'c'] },
      { id: 'i2', tags: ['c'] },
      { id: 'i3', tags: [] },
      { id: 'i4', tags: ['a', 'c'] },
    ]
    const table = itemTable(tableFrom(rows))
    const ids = [...rows.map(({ id }) => id), 'without a row']
    const { limits } = compileRules({ per: { tags: 1 } }, { itemIds: ids, table })
    const inOne = (one: number, other: number) =>
      limits.some(({ groups }) => groups[one]! >= 0 && groups[one] === groups[other])
    for (const [one, other] of ids.flatMap((_, i) => ids.slice(0, i).map((__, j) => [i, j] as const))) {
      const shared = rows[one]?.tags.some((tag) => rows[other]?.tags.includes(tag)) ?? false
      expect([one, other, inOne(one, other)]).toEqual([one, other, shared])
    }
    expect(limits.every(({ atMost }) => atMost === 1)).toBe(true)
  })

  it('shares what it groups by between the rules of one compiler', () => {
    const rows = [
      { id: 'i0', tags: ['a', 'b'], brand: 'acme' },
      { id: 'i1', tags: ['b', 'a'], brand: 'mill' },
    ]
    const compile = ruleCompiler({ itemIds: ['i0', 'i1'], table: itemTable(tableFrom(rows)) })
    const one = compile({ per: { tags: 1, brand: 1 } }).limits
    const other = compile({ per: { brand: 3, tags: 2 }, exclude: ['i0'] }).limits
    expect(one.map(({ atMost }) => atMost)).toEqual([1, 1, 1])
    expect(other.map(({ atMost }) => atMost)).toEqual([3, 2, 2])
    for (const [i, shared] of [1, 2, 0].entries()) expect(one[i]!.groups).toBe(other[shared]!.groups)
  })

  it('reads arrays as Postgres writes them', () => {
    const rows = [
      { id: 'i0', tags: '{wood,eco,new}' },
      { id: 'i1', tags: '{"eco, local"}' },
      { id: 'i2', tags: '{eco}' },
    ]
    const table = itemTable(tableFrom(rows), { types: { tags: { list: ',' } } })
    const { allowed } = compileRules({ where: 'tags has eco' }, { itemIds: ['i0', 'i1', 'i2'], table })
    expect(allowed).toEqual(Uint8Array.of(1, 0, 1))
  })

  it('says which texts of = and in stand within lists too, of which they do not ask', () => {
    const rows = [
      { id: 'i0', tags: 'wool, red' },
      { id: 'i1', tags: 'red' },
      { id: 'i2', tags: 'blue' },
    ]
    const table = itemTable(tableFrom(rows))
    const where = "not (tags = red) or tags in ('blue', 'wool')"
    expect(compileRules({ where }, { itemIds, table }).textsInLists).toEqual([
      { column: 'tags', value: 'red', list: 'wool, red' },
      { column: 'tags', value: 'wool', list: 'wool, red' },
    ])
    const asLists = itemTable(tableFrom(rows), { types: { tags: { list: ',' } } })
    expect(compileRules({ where: 'tags has red' }, { itemIds, table: asLists }).textsInLists).toBe(undefined)
  })

  it('names the option that reads numbers of another decimal mark', () => {
    const table = itemTable(tableFrom([{ id: 'i0', price: '4,50' }], { name: 'products.csv' }))
    const way =
      "a decimal comma, read by decimal: 'comma' of readTable (of the command: --table-decimal comma)"
    expect(() => compileRules({ where: 'price > 2' }, { itemIds, table })).toThrow(way)
    expect(() => compileRules({ weights: 'price' }, { itemIds, table })).toThrow(way)
  })

  it('says how many items have no value in a column that it asks, and what that means', () => {
    const rows = [
      { id: 'i0', price: 3, brand: 'a' },
      { id: 'i1', price: undefined, brand: 'a' },
      { id: 'i2', price: undefined, brand: undefined },
    ]
    const table = itemTable(tableFrom(rows))
    const of = (rules: Rules) => compileRules(rules, { itemIds, table }).withoutValue
    expect(of({ where: 'price > 2', per: { brand: 1 } })).toEqual([
      { column: 'price', items: 2, are: 'unmet' },
      { column: 'brand', items: 1, are: 'unlimited' },
    ])
    expect(of({ exclude: 'not (price < 2)' })).toEqual([{ column: 'price', items: 2, are: 'met' }])
    expect(of({ where: 'price > 2 or price is missing' })).toBe(undefined)
    expect(of({ among: ['i0'] })).toBe(undefined)
    expect(of({ weights: 'price' })).toEqual([{ column: 'price', items: 2, are: 'unweighted' }])
    expect(of({ weights: { i1: 2 } })).toBe(undefined)
  })

  it('says that a day is not met where all cells have a time', () => {
    const table = itemTable(tableFrom([{ id: 'i0', since: '2024-05-13 08:30' }, { id: 'i1' }]))
    const of = (where: string) => compileRules({ where }, { itemIds, table }).unmetValues
    expect(of('since = 2024-05-13')).toEqual([{ column: 'since', value: '2024-05-13' }])
    expect(of("since in ('2024-05-13 08:30')")).toEqual([])
    expect(of('since >= 2024-05-13 and since < 2024-05-14')).toEqual([])
  })

  it('says of a limit by texts that are lists that each is a group of its own', () => {
    const table = itemTable(
      tableFrom([
        { id: 'i0', tags: 'wool, red' },
        { id: 'i1', tags: 'red' },
      ]),
    )
    expect(compileRules({ per: { tags: 1 } }, { itemIds, table }).listsInGroups).toEqual([
      { column: 'tags', list: 'wool, red' },
    ])
  })

  it('takes a column without a value for one of any type, of which nothing holds', () => {
    const table = itemTable(
      tableFrom([
        { id: 'i0', sale: null },
        { id: 'i1', sale: '' },
      ]),
    )
    const compiled = (rules: Rules) => compileRules(rules, { itemIds: ['i0', 'i1'], table })
    for (const where of ['sale < 5', "sale = 'x'", 'sale = true', "sale has 'x'", 'sale in (1, 2)']) {
      expect([where, compiled({ where }).candidateCount]).toEqual([where, 0])
    }
    expect(compiled({ where: 'not sale < 5' }).candidateCount).toBe(2)
    expect(compiled({ where: 'sale is missing' }).candidateCount).toBe(2)
    expect(compiled({ weights: 'sale' }).weights).toEqual(Float32Array.of(1, 1))
  })
})

describe('readRules', () => {
  it('takes rules out of JSON, conditions in text read', () => {
    expect(readRules({ where: 'price < 5', among: ['a'], per: { brand: 2 }, weights: 'boost' })).toEqual({
      where: { column: 'price', below: 5 },
      among: ['a'],
      per: { brand: 2 },
      weights: 'boost',
    })
  })
})

describe('itemTable', () => {
  it('finds ids and titles by their names', () => {
    expect(shop.ids).toEqual(['i0', 'i1', 'i2', 'new'])
    expect(shop.title).toBe('name')
    expect(shop.titleOf('i1')).toBe('Hat')
    const german = tableFrom([{ id: 'i1', Bezeichnung: 'Hut' }], { name: 'Artikel' })
    expect(itemTable(german).titleOf('i1')).toBe('Hut')
    expect(shop.titleOf('unheard of')).toBeUndefined()
    expect(shop.rowOf('i2')).toBe(2)
    expect([7, 7n, '8'].map(itemTable(tableFrom([{ id: 7 }])).rowOf)).toEqual([0, 0, -1])
    const movies = itemTable(tableFrom([{ movieId: 7, Title: 'Heat' }]))
    expect([movies.ids, movies.titleOf('7')]).toEqual([['7'], 'Heat'])
  })

  it.each([
    ['artikelnr', 'Artikelname'],
    ['Artikelnummer', 'Artikelbezeichnung'],
    ['Artikelnr', 'Benämning'],
    ['artikelnr', 'Artikelbenämning'],
    ['Artikelnummer', 'Omschrijving'],
    ['sku', 'product_name'],
    ['code_article', 'Nom du produit'],
    ['Réf produit', 'Libellé'],
    ['idProducto', 'Nombre'],
    ['Codice prodotto', 'Nome prodotto'],
    ['indeks', 'Nazwa towaru'],
    ['asin', 'Title'],
  ])('beside %s takes %s for the titles', (id, title) => {
    const table = itemTable(tableFrom([{ [id]: 'a', brand: 'Huber', [title]: 'Tea' }]), { id })
    expect([table.title, table.titleOf('a')]).toEqual([title, 'Tea'])
  })

  it('takes the title of what has the id before those of others, and none of a person', () => {
    const track = { track_id: 'a', artist_name: 'Ella', user_name: 'x', track_name: 'Misty' }
    expect(itemTable(tableFrom([track])).title).toBe('track_name')
    expect(itemTable(tableFrom([{ id: 'a', user_name: 'x', filename: 'x.png', itemCount: 'x' }])).title).toBe(
      undefined,
    )
  })

  it('takes them from columns of other names', () => {
    const table = itemTable(tableFrom([{ code: 'x', label: 'Ex' }]), { id: 'code', title: 'label' })
    expect([table.ids, table.titleOf('x'), [...table.columns.keys()]]).toEqual([['x'], 'Ex', ['label']])
  })

  it('leaves out rows without an id, such as those of further pictures, and keeps the columns of the others', () => {
    const rows = [
      { 'Variant SKU': 'a', Title: 'Hat', Position: 1 },
      { 'Variant SKU': '', Title: '', Position: 2 },
      { 'Variant SKU': '', Title: '', Position: 3 },
      { 'Variant SKU': 'b', Title: 'Cap', Position: 1 },
    ]
    const table = itemTable(tableFrom(rows), { id: 'Variant SKU' })
    expect(table.ids).toEqual(['a', 'b'])
    expect(table.rowCount).toBe(4)
    expect(table.id).toBe('Variant SKU')
    expect(['a', '', 'b'].map(table.rowOf)).toEqual([0, -1, 3])
    expect([table.titleOf('b'), table.titleOf('')]).toEqual(['Cap', undefined])
    const { allowed } = compileRules({ where: 'Position = 1' }, { itemIds: ['b', 'a', 'c'], table })
    expect(allowed).toEqual(Uint8Array.of(1, 1, 0))
  })

  it('knows the words for nothing among ids as the readers of histories do', () => {
    const ids = ['a', 'NULL', 'N/A', 'null', 'NULL', 'b']
    const table = itemTable(tableFrom(ids.map((sku) => ({ sku }))))
    expect(table.ids).toEqual(['a', 'b'])
    expect(['NULL', 'b'].map(table.rowOf)).toEqual([-1, 5])
  })

  it('takes one of several rows of an item, where they say the same or one is chosen', () => {
    const rows = [
      { id: 'a', price: 5, tags: ['x', 'y'] },
      { id: 'b', price: undefined, tags: [] },
      { id: 'a', price: 5, tags: ['x', 'y'] },
      { id: 'b', price: undefined, tags: [] },
    ]
    const same = itemTable(tableFrom(rows))
    expect([same.ids, same.repeatedRows, same.rowCount]).toEqual([['a', 'b'], 2, 4])
    expect(['a', 'b'].map(same.rowOf)).toEqual([0, 1])
    expect(tableCoverage(same, ['a', 'b'])).toMatchObject({
      rowsWithoutId: 0,
      itemsWithoutRow: 0,
      repeatedRows: 2,
    })
    const differing = tableFrom([...rows, { id: 'a', price: 6, tags: [] }])
    for (const [repeated, row] of [
      ['first', 0],
      ['last', 4],
    ] as const) {
      const table = itemTable(differing, { repeated })
      expect([table.rowOf('a'), table.repeatedRows]).toEqual([row, 3])
    }
    expect(itemTable(tableFrom(rows.slice(0, 2))).repeatedRows).toBeUndefined()
  })

  it.each([
    [[{ price: 5 }], {}, "shop: expected a column of ids, such as 'id' or 'sku', got 'price'"],
    [
      ['a', 'b', 'a', 'b'].map((id, price) => ({ id, name: 'x', price })),
      {},
      "shop: ids in 'id' must differ, got 'a' in row 1 and row 3, which differ in 'price', and 1 more such row: leave all but one of them out, or choose repeated: 'first' or 'last'",
    ],
    [[{ id: 'a' }], { repeated: 'none' as never }, "itemTable: repeated must be first or last, got 'none'"],
    [
      [{ id: '' }, { id: '' }],
      {},
      "shop: rows must have an id in 'id', got none in 2 of 2 rows, the first of them row 1",
    ],
    [[{ id: 'a' }], { id: 'sku' }, "shop: id must be a column of the table, one of 'id', got 'sku'"],
    [
      [{ id: 'a' }],
      { types: { size: 'text' } },
      "shop: types must be a column of the table, one of 'id', got 'size'",
    ],
    [
      [{ id: 'a', n: 5 }],
      { title: 'n', types: { n: 'number' } },
      "shop: column 'n' must be text to be the title, got number",
    ],
  ] as const)('refuses %j with %j', (rows, options, message) => {
    expect(() => itemTable(tableFrom(rows, { name: 'shop' }), options)).toThrow(message)
  })
})

it('names hundreds of thousands of values that no item has', () => {
  const names = Array.from({ length: 200_000 }, (_, item) => `name ${item}`)
  const { unmetValues, candidateCount } = compileRules(
    { where: { column: 'name', in: names } },
    { itemIds, table: shop },
  )
  expect(unmetValues).toHaveLength(names.length)
  expect(candidateCount).toBe(0)
})

it('names a column that its source does not read, with the reason', () => {
  const why = new Error("shop.parquet: expected texts as 'price', got structures")
  const table = { ...tableFrom([{ id: 'a', brand: 'acme' }]), unread: new Map([['price', why]]) }
  const items = itemTable(table)
  expect([...items.unreadable.keys()]).toEqual(['price'])
  expect(() =>
    compileRules({ where: { column: 'price', above: 5 } }, { itemIds: ['a'], table: items }),
  ).toThrow(why.message)
  expect(() => itemTable(table, { types: { price: 'number' } })).toThrow(why.message)
})
