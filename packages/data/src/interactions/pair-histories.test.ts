import { expect, it } from 'vitest'
import { alignHistories, interactionsFrom, pairHistories } from '../index'

const items = ['tea', 'rum', 'gin']
const histories = (entries: readonly (readonly [user: string, item: string])[]) =>
  alignHistories(interactionsFrom(entries.map(([user, item]) => ({ user, item }))), items).histories

it('gives the users of both parts in the order of the held-out part, with their own items', () => {
  const foldIn = histories([
    ['ann', 'tea'],
    ['bob', 'rum'],
    ['cid', 'gin'],
    ['eve', 'beer'],
  ])
  const heldOut = histories([
    ['eve', 'tea'],
    ['bob', 'gin'],
    ['ann', 'rum'],
    ['dan', 'tea'],
  ])
  const paired = pairHistories(foldIn, heldOut)
  expect([paired.foldIn.userIds, paired.heldOut.userIds]).toEqual([
    ['bob', 'ann'],
    ['bob', 'ann'],
  ])
  expect([...paired.foldIn.items].map((item) => items[item])).toEqual(['rum', 'tea'])
  expect([...paired.heldOut.items].map((item) => items[item])).toEqual(['gin', 'rum'])
})

it('refuses parts whose items are numbered otherwise', () => {
  const foldIn = histories([['ann', 'tea']])
  const other = alignHistories(foldIn, ['tea', 'gin', 'rum']).histories
  expect(() => pairHistories(foldIn, other)).toThrow(
    "pairHistories: items of both must be those of the training in its order, as alignHistories gives them, got 'rum' and 'gin' at 1",
  )
})
