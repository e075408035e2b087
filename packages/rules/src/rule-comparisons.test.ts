import { expect, it } from 'vitest'
import { ruleComparisons } from './index'

it.each<[string, number]>([
  ['price < 5', 1],
  ['price is missing', 1],
  ['a = 1 or b = 2 and c has x', 3],
  ["brand in (acme, 'old mill', 7)", 3],
  ['brand != acme', 2],
  ['not (a = 1 or not b in (1, 2))', 5],
])('%s has %i', (where, comparisons) => {
  expect(ruleComparisons({ where })).toEqual({ where: comparisons })
})

it('counts whatever takes time, also parts that compare nothing', () => {
  const nothing = { and: Array.from({ length: 50 }, () => ({ or: [] })) }
  expect(ruleComparisons({ where: nothing })).toEqual({ where: 50 })
  expect(ruleComparisons({ where: { and: [{ or: [{ and: [{ missing: 'a' }] }] }] } })).toEqual({ where: 4 })
  expect(ruleComparisons({ where: { column: 'a', in: [] } })).toEqual({ where: 1 })
})

it('counts the conditions of each rule, and no ids', () => {
  const rules = { among: ['a', 'b'], exclude: { not: { missing: 'a' } }, where: 'a = 1', per: { a: 1 } }
  expect(ruleComparisons(rules)).toEqual({ exclude: 2, where: 1 })
  expect(ruleComparisons({})).toEqual({})
})
