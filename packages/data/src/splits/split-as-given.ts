import type { Interactions, UserSplit } from '../interactions/interactions'
import { keepEntries } from '../interactions/take-entries'
import { requireShares } from './held-out-shares'
import { type HistoryChoice, historyParts } from './history-parts'
import { part, splitByPart } from './split-by-part'

export interface GivenSplitOptions extends HistoryChoice {
  /** Share of the rest of a user's history that is held out for validation, which is seldom given. */
  readonly validation?: number
}

/**
 * Splits as somebody else has split: what is for test is given, what is for validation is held out of each user's rest, as
 * by `splitHistories`.
 *
 * @param test some of the interactions, by the ids of users and items; others are no matter
 * @throws if the share is out of range, the latest are asked for and there are no timestamps, or nothing is left to train on
 * @example const { train, validation, test } = splitAsGiven(all, await readRatings('test.txt'))
 */
export function splitAsGiven(
  interactions: Interactions,
  test: Interactions,
  options: GivenSplitOptions = {},
): UserSplit {
  const where = 'splitAsGiven'
  const { validation = 0.1 } = options
  requireShares(where, { validation, test: 0 })
  const isTest = entriesIn(interactions, test)
  const rest = keepEntries(interactions, (entry) => isTest[entry] === 0)
  const countsOf = (count: number) => ({ validation: Math.round(count * validation), test: 0 })
  const partOfRest = historyParts(rest, countsOf, options, where)
  let next = 0 // entries of the rest stand in the same order
  const partOf = isTest.map((given) => (given === 1 ? part.test : partOfRest[next++]!))
  return splitByPart(interactions, partOf, where)
}

/** For each entry, 1 if the others have it too. */
function entriesIn(
  { userCount, offsets, items, userIds, itemIds }: Interactions,
  others: Interactions,
): Uint8Array {
  const itemOf = new Map(itemIds.map((id, item) => [id, item]))
  const rowOf = new Map(others.userIds.map((id, row) => [id, row]))
  const lastUser = new Int32Array(itemIds.length).fill(-1) // of those whose row of the others has the item
  const isIn = new Uint8Array(items.length)
  for (let user = 0; user < userCount; user++) {
    const row = rowOf.get(userIds[user]!)
    if (row === undefined) continue
    for (let i = others.offsets[row]!; i < others.offsets[row + 1]!; i++) {
      const item = itemOf.get(others.itemIds[others.items[i]!]!)
      if (item !== undefined) lastUser[item] = user
    }
    for (let entry = offsets[user]!; entry < offsets[user + 1]!; entry++) {
      if (lastUser[items[entry]!] === user) isIn[entry] = 1
    }
  }
  return isIn
}
