import { expect, it } from 'vitest'
import { requireCount } from './index'

it('takes positive integers, and 0 where that is the least', () => {
  for (const value of [1, 7, Number.MAX_SAFE_INTEGER]) requireCount('train: epochs', value)
  requireCount('train: patienceFrom', 0, 0)
})

it('names the number, the rule and the value', () => {
  for (const value of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3' as unknown as number]) {
    expect(() => requireCount('train: epochs', value)).toThrow(
      `train: epochs must be a positive integer, got ${value}`,
    )
  }
  expect(() => requireCount('train: patienceFrom', -1, 0)).toThrow(
    'train: patienceFrom must be a non-negative integer, got -1',
  )
})
