import { expect, it } from 'vitest'
import { entriesOf, interactionsFrom, withItems } from '../index'

it('adds the items that are missing, each once, after the rest, and nobody has them', () => {
  const today = interactionsFrom([
    { user: 'ann', item: 'tea' },
    { user: 'bob', item: 'rye' },
  ])
  const wider = withItems(today, ['rye', 'mate', 'cocoa', 'mate'])
  expect(wider.itemIds).toEqual(['tea', 'rye', 'mate', 'cocoa'])
  expect(wider.itemCount).toBe(4)
  expect([...entriesOf(wider)]).toEqual([...entriesOf(today)])
})
