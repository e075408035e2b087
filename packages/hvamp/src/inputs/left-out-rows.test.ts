import { type Entry, type Interactions, interactionsFrom, type UserSplit } from '@hvamp/data'
import { expect, it } from 'vitest'
import { splitDefaults } from '../settings/split'
import { countLeftOut, leftOutLine } from './left-out-rows'
import type { Ratings } from './load-ratings'
import { makeSplit } from './make-split'

/** Rows `user item time`. */
const rowsOf = (text: string) =>
  interactionsFrom(
    text
      .trim()
      .split(/\s*\n\s*/)
      .map((row) => row.split(' '))
      .map(([user, item, time]) => ({ user: user!, item: item!, timestamp: Number(time) })),
  )

/** Rows of a, b and c before the cut at 10; d comes later, e has an item that nobody is trained on. */
const history = rowsOf(`
  a 1 1
  a 2 2
  b 1 3
  b 3 4
  c 2 5
  a 3 11
  a 9 12
  d 1 12
  d 2 13
  b 2 21
  c 3 22
  c 9 23
  d 3 24
  e 8 25
  f 1 26
`)

const split = (kept: Interactions, settings: object): UserSplit =>
  makeSplit({ kept } as Ratings, { ...splitDefaults, ...settings } as never, 'file').split

it('counts what a division by time has in no part: items not trained on, users with nothing before', () => {
  const parts = split(history, { split: 'time', validationFrom: 10, testFrom: 20 })
  const leftOut = countLeftOut([history], parts)
  expect(leftOut).toEqual({
    rows: 4,
    rowsOfItems: 3, // 9 of a and c, 8 of e
    rowsOfUsers: 1, // 1 of f; what d has in validation is seen in test
    items: 2,
    users: 2,
    kept: { rows: 15, users: 6 },
  })
  expect(leftOutLine('orders.csv', leftOut)).toBe(
    'orders.csv: left out 4 of 15 rows: 3 rows of 2 items that are not trained on, 1 row of users with nothing seen before or nothing to find; 2 of 6 users are in no part',
  )
})

const draw = Array.from({ length: 40 }, (_, user) =>
  Array.from(
    { length: 2 + (user % 7) },
    (_, i): Entry => ({ user: `u${user}`, item: `i${(user * (i + 3)) % 60}`, timestamp: user + 9 * i }),
  ),
).flat()

it.each(['strong', 'weak', 'leave-one-out', 'time', 'none'] as const)(
  'the rows of all parts of a %s split and those left out are the rows that were divided',
  (protocol) => {
    const kept = interactionsFrom(draw)
    const heldOut = protocol === 'strong' ? { heldOut: 10 } : {}
    const { train, validation, test } = split(kept, { split: protocol, ...heldOut })
    const parts = [train, validation.foldIn, validation.heldOut, test.foldIn, test.heldOut]
    const pairs = parts.flatMap((part) => [...pairsOf(part)])
    const leftOut = countLeftOut([kept], { train, validation, test })
    expect(new Set(pairs).size + leftOut.rows).toBe(kept.items.length)
    expect(new Set(parts.flatMap(({ userIds }) => userIds)).size + leftOut.users).toBe(kept.userCount)
    expect(leftOut.rowsOfItems + leftOut.rowsOfUsers).toBe(leftOut.rows)
    if (protocol === 'none') expect(leftOutLine('file', leftOut)).toBeUndefined()
    else if (protocol !== 'weak') expect(leftOut.rows).toBeGreaterThan(0)
  },
)

function* pairsOf({ userIds, itemIds, offsets, items }: Interactions) {
  for (const [user, id] of userIds.entries()) {
    for (const item of items.subarray(offsets[user], offsets[user + 1])) yield `${id} ${itemIds[item]}`
  }
}
