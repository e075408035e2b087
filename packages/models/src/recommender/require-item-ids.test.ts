import { expect, it } from 'vitest'
import { requireItemIds } from './require-item-ids'

it.each([[[]], [['a']], [['a', 'A', ' a', '7']]])('takes ids that are texts and differ: %j', (ids) => {
  expect(() => requireItemIds('m', ids)).not.toThrow()
})

it.each([
  [['a', 'b', 'a'], "m: itemIds must differ, got 'a' twice"],
  [['a', ''], "m: itemIds must be texts of at least one character, got '' at 1"],
  [[7, 'a'], 'm: itemIds must be texts of at least one character, got 7 at 0'],
  [['a', null], 'm: itemIds must be texts of at least one character, got null at 1'],
  [[undefined], 'm: itemIds must be texts of at least one character, got undefined at 0'],
])('refuses %j', (ids, message) => {
  expect(() => requireItemIds('m', ids)).toThrow(new Error(message))
})
