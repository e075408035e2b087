import { tableFrom } from '@hvamp/data'
import { conditionArbitrary, meets, rowsArbitrary, tableOf } from '@hvamp/testing/random-rules'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bounds, type Condition, type Value } from './condition'
import { itemTable, parseCondition, readCondition, rowsWhere } from './index'

/** A condition as text, every part in parentheses and every name in quotes. */
function textOf(condition: Condition): string {
  if ('and' in condition) return `(${condition.and.map(textOf).join(' and ')})`
  if ('or' in condition) return `(${condition.or.map(textOf).join(' or ')})`
  if ('not' in condition) return `not ${textOf(condition.not)}`
  if ('missing' in condition) return `${columnText(condition.missing)} is missing`
  const column = columnText(condition.column)
  if ('equals' in condition) return `${column} = ${valueText(condition.equals)}`
  if ('in' in condition) return `${column} IN (${condition.in.map(valueText).join(', ')})`
  if ('has' in condition) return `${column} has ${valueText(condition.has)}`
  const symbols = { atLeast: '>=', above: '>', atMost: '<=', below: '<' }
  const bound = bounds.find((each) => condition[each] !== undefined)!
  return `${column}${symbols[bound]}${valueText(condition[bound]!)}`
}
const columnText = (name: string) => `"${name.replaceAll('"', '""')}"`
const valueText = (value: Value) =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)

const name = fc.string({ maxLength: 6 })
const value = fc.oneof(name, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())
/** Conditions over any columns and any values. */
const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  conditionArbitrary,
  fc.record({ column: name, equals: value }),
  fc.record({ column: name, in: fc.array(value, { minLength: 1 }) }),
)

describe('parseCondition', () => {
  it.each<[string, Condition]>([
    ['price<50', { column: 'price', below: 50 }],
    ['price <= -1.5e1', { column: 'price', atMost: -15 }],
    ['price > .5', { column: 'price', above: 0.5 }],
    ['since >= 2024-01-31', { column: 'since', atLeast: '2024-01-31' }],
    ['category = shoes', { column: 'category', equals: 'shoes' }],
    ["category != 'it''s'", { not: { column: 'category', equals: "it's" } }],
    ['size = 007', { column: 'size', equals: '007' }],
    ['new = true', { column: 'new', equals: true }],
    ["new = 'true'", { column: 'new', equals: 'true' }],
    ['"in stock" is not missing', { not: { missing: 'in stock' } }],
    ['"a ""b""" is missing', { missing: 'a "b"' }],
    ['tags has hot', { column: 'tags', has: 'hot' }],
    ['tags not has 7', { not: { column: 'tags', has: '7' } }],
    ['size in (41, 42)', { column: 'size', in: [41, 42] }],
    ['size NOT IN (a)', { not: { column: 'size', in: ['a'] } }],
    [
      'a = 1 or b = 2 and not c = 3',
      {
        or: [
          { column: 'a', equals: 1 },
          { and: [{ column: 'b', equals: 2 }, { not: { column: 'c', equals: 3 } }] },
        ],
      },
    ],
    [
      '(a = 1 or b = 2) and c = 3 ',
      {
        and: [
          {
            or: [
              { column: 'a', equals: 1 },
              { column: 'b', equals: 2 },
            ],
          },
          { column: 'c', equals: 3 },
        ],
      },
    ],
  ])('reads %s', (text, condition) => {
    expect(parseCondition(text)).toEqual(condition)
  })

  it('reads what a condition is as text, whatever its columns and values', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const read = parseCondition(textOf(condition))
        expect(read).toEqual(JSON.parse(JSON.stringify(condition)))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['', '--where: expected a column at character 1, got the end'],
    [
      'price',
      '--where: expected a comparison (=, !=, <, <=, >, >=, in, has, is) at character 6, got the end',
    ],
    ['price <', '--where: expected a value at character 8, got the end'],
    ['price < true', "--where: expected a number or a date at character 9, got 'true'"],
    ['price < 1e999', "--where: expected a finite number at character 9, got '1e999'"],
    ['price = and', "--where: expected a value at character 9, got 'and'"],
    [
      'Brand Name = 5',
      `--where: expected a comparison (=, !=, <, <=, >, >=, in, has, is) at character 7, got 'Name': a name with spaces has double quotes, "Brand Name"`,
    ],
    ['price 5', "--where: expected a comparison (=, !=, <, <=, >, >=, in, has, is) at character 7, got '5'"],
    ['a = 1 b = 2', "--where: expected 'and', 'or' or the end at character 7, got 'b'"],
    ['a is missing b', "--where: expected 'and', 'or' or the end at character 14, got 'b'"],
    [
      '(a = old mill)',
      "--where: expected 'and', 'or' or ')' at character 10, got 'mill': a text of several words has single quotes, 'old mill'",
    ],
    [
      'a < 1299,00',
      "--where: expected 'and', 'or' or the end at character 9, got ',': a number has a decimal point, 1299.00",
    ],
    [
      'a = Müller & Söhne and b = 1',
      "--where: expected 'and', 'or' or the end at character 12, got '&': a text of several words has single quotes, 'Müller & Söhne'",
    ],
    ['(a = 1', "--where: expected 'and', 'or' or ')' at character 7, got the end"],
    ['a in 5', "--where: expected '(' at character 6, got '5'"],
    ['a = "x"', `--where: expected a value, in single quotes ('x'), at character 5, got "x"`],
    ['a in ("it\'s")', `--where: expected a value, in single quotes ('it''s'), at character 7, got "it's"`],
    ['a in ()', "--where: expected a value at character 7, got ')'"],
    ['a in (1', "--where: expected ',' or ')' at character 8, got the end"],
    ['a is 5', "--where: expected 'missing' at character 6, got '5'"],
    ['a not = 5', "--where: expected 'in' or 'has' at character 7, got '='"],
    ['not', '--where: expected a column at character 4, got the end'],
    [
      "a = 'x",
      "--where: expected a closing quote (a quote within is written twice, '') at character 5, got ''x'",
    ],
    ['a ! 5', "--where: expected a column, a value or a comparison at character 3, got '! 5'"],
    [
      `${'('.repeat(102)}a = 1${')'.repeat(102)}`,
      '--where: expected at most 100 levels of parentheses and not',
    ],
    [`${'not '.repeat(102)}a = 1`, '--where: expected at most 100 levels of parentheses and not'],
  ])('refuses %s', (text, message) => {
    expect(() => parseCondition(text, '--where')).toThrow(message)
  })
})

describe('readCondition', () => {
  it('takes every condition out of its JSON', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const json = JSON.parse(JSON.stringify(condition))
        expect(readCondition(json, 'where')).toEqual(json)
      }),
    )
  })

  it.each([
    [5, 'where: must be a condition, as text or as'],
    [
      {},
      'where: must be { column, equals | in | has | atLeast | above | atMost | below }, { missing }, { not }, { and } or { or }, got an empty object',
    ],
    [{ column: 'a' }, 'where: must be { column, equals'],
    [{ column: 'a', is: 5 }, "where: must not have 'is' beside 'column'"],
    [{ column: 'a', equals: 5, below: 3 }, "where: must not have 'below' beside 'column', 'equals'"],
    [{ column: 5, equals: 5 }, 'where.column: must be a text, got 5'],
    [{ column: 'a', equals: null }, 'where.equals: must be a text, a finite number, true or false, got null'],
    [{ column: 'a', in: 'abc' }, "where.in: must be a list, got 'abc'"],
    [
      { column: 'a', in: [1, {}] },
      'where.in[1]: must be a text, a finite number, true or false, got an object',
    ],
    [{ column: 'a', has: 5 }, 'where.has: must be a text, got 5'],
    [{ column: 'a', below: true }, 'where.below: must be a finite number or a date, got true'],
    [{ missing: ['a'] }, 'where.missing: must be a text, got a list'],
    [{ and: [{ missing: 'a' }, { not: 1 }] }, 'where.and[1].not: must be a condition, as text or as'],
    [{ and: [], or: [] }, "where: must not have 'or' beside 'and'"],
    [nested(101), 'conditions must be at most 100 deep, got more'],
  ])('refuses %j', (value, message) => {
    expect(() => readCondition(value, 'where')).toThrow(message)
  })
})

describe('rowsWhere', () => {
  it('holds of the rows that meet the condition, each asked by itself', () => {
    fc.assert(
      fc.property(rowsArbitrary(8), conditionArbitrary, (rows, condition) => {
        const held = rowsWhere(tableOf(rows), condition, 'where')
        expect(Array.from(held, (row) => row === 1)).toEqual(rows.map((row) => meets(row, condition)))
      }),
      { numRuns: 10_000 },
    )
  })

  it('holds of the same rows, however many parts and values there are', () => {
    const many = { maxLength: 60 }
    const value = fc.constantFrom('shoes', 'hats', 'none')
    const condition = fc.oneof<fc.Arbitrary<Condition>[]>(
      fc.record({ and: fc.array(conditionArbitrary, many) }),
      fc.record({ or: fc.array(conditionArbitrary, many) }),
      fc.record({ column: fc.constant('category'), in: fc.array(value, many) }),
    )
    fc.assert(
      fc.property(rowsArbitrary(8), condition, (rows, condition) => {
        const held = rowsWhere(tableOf(rows), condition, 'where')
        expect(Array.from(held, (row) => row === 1)).toEqual(rows.map((row) => meets(row, condition)))
      }),
      { numRuns: 500 },
    )
  })

  const table = tableOf([
    { id: 'a', category: 'hats', price: 5, 'in stock': true, since: '2024-01-31', colours: ['red'] },
  ])
  const names = "'category', 'price', 'in stock', 'since', 'colours'"
  it.each([
    ['f', 't', "must be a text, as 'active' of items is, got true: write 't', as its cells have it"],
    ['Nein', 'Ja', "must be a text, as 'active' of items is, got true: write 'Ja', as its cells have it"],
    [0, 1, "must be a number, as 'active' of items is, got true: write 1, as its cells have it"],
    [0, 5, "must be a number, as 'active' of items is, got true"],
    ['off', 'sold', "must be a text, as 'active' of items is, got true (in quotes: 'true')"],
  ])('names what stands for true beside %s and %s', (no, yes, message) => {
    const rows = [
      { id: 'a', active: no },
      { id: 'b', active: yes },
    ]
    const flags = itemTable(tableFrom(rows, { name: 'items' }))
    expect(() => rowsWhere(flags, parseCondition('active = true'), 'where')).toThrow(`where: ${message}`)
  })

  it.each([
    ['colour = red', `where.column: must be a column of items, one of ${names}, got 'colour'`],
    [
      'price = 1 and size is missing',
      `where.and[1].missing: must be a column of items, one of ${names}, got 'size'`,
    ],
    ['price = cheap', "where: must be a number, as 'price' of items is, got 'cheap'"],
    ['category = 7', "where: must be a text, as 'category' of items is, got 7 (in quotes: '7')"],
    ['category in (hats, 7)', "where: must be a text, as 'category' of items is, got 7"],
    ['"in stock" = yes', "where: must be true or false, as 'in stock' of items is, got 'yes'"],
    [
      'since > 5',
      "where.above: must be a date such as '2024-01-31' (ISO 8601), as 'since' of items is, got 5",
    ],
    ["since = '2024-02-30'", "got '2024-02-30'"],
    [
      'category < 5',
      "where: column 'category' of items must be numbers or dates to be compared by size, got text",
    ],
    ['colours = red', "where: column 'colours' of items must be compared by 'has', got list"],
    [
      'category has hats',
      "where: column 'category' of items must be a list for 'has', got text: write = in place of has",
    ],
  ])('refuses %s', (text, message) => {
    expect(() => rowsWhere(table, parseCondition(text), 'where')).toThrow(message)
  })
})

it('says which option reads a column of texts as the lists that they are', () => {
  const rows = [
    { id: '1', Tags: 'wool, red', Sizes: 'M' },
    { id: '2', Tags: 'wool', Sizes: 'L|XL|M' },
  ]
  const tags = tableFrom(rows, { name: 'products.csv' })
  const products = itemTable(tags)
  const where = (text: string) => () => rowsWhere(products, parseCondition(text), 'where')
  expect(where('Tags has wool')).toThrow(
    "where: column 'Tags' of products.csv must be a list for 'has', got text, such as 'wool, red', read it by types: { Tags: { list: ',' } } of itemTable (of the command: --table-type 'Tags=,')",
  )
  expect(where('Sizes has M')).toThrow(
    "such as 'L|XL|M', read it by types: { Sizes: { list: '|' } } of itemTable (of the command: --table-type 'Sizes=|')",
  )
  const read = itemTable(tags, { types: { Tags: { list: ',' } } })
  expect([...rowsWhere(read, parseCondition('Tags has wool'), 'where')]).toEqual([1, 1])
})

function nested(depth: number): unknown {
  return depth === 0 ? { missing: 'a' } : { not: nested(depth - 1) }
}
