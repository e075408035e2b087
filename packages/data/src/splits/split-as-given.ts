import { requireKnown } from '@hvamp/random'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { keepEntries } from '../interactions/select'
import { type HistoryChoice, historyChoice, historyParts } from './history-parts'
import { part, splitByPart } from './split-by-part'
import { requireShares } from './split-histories'

export interface GivenSplitOptions extends HistoryChoice {
  /**
   * Share of the rest of a user's history to hold out for validation, which published splits seldom have; or what is held out, by
   * ids as the test set.
   */
  readonly validation?: number | Interactions | undefined
}

/**
 * Splits with a given test set; validation entries are given too, or held out of the rest of each history, as by
 * `splitHistories`.
 *
 * @param interactions with those of the test set
 * @param test some of the interactions, matched by the ids of users and items; entries not among them have no effect
 * @throws if an option is unknown or has no use beside given validation entries, the share is out of range, 'latest' lacks
 *   timestamps, or no training entry is left
 * @example const { train, validation, test } = splitAsGiven(all, await readRatings('test.txt'))
 */
export function splitAsGiven(
  interactions: Interactions,
  test: Interactions,
  options: GivenSplitOptions = {},
): UserSplit {
  const where = 'splitAsGiven'
  requireKnown(`${where}: options`, options, { validation: true, ...historyChoice })
  const { validation = 0.1, ...choice } = options
  const isTest = entriesIn(interactions, test)
  if (typeof validation !== 'number') {
    const chosen = Object.keys(choice)
    if (chosen.length > 0) {
      throw new Error(
        `${where}: options must be none beside given validation entries, got ${chosen.join(', ')}`,
      )
    }
    const isValidation = entriesIn(interactions, validation)
    const partOf = isTest.map((given, entry) =>
      given === 1 ? part.test : isValidation[entry] === 1 ? part.validation : part.train,
    )
    return splitByPart(interactions, partOf, where)
  }
  requireShares(where, { validation, test: 0 })
  const rest = keepEntries(interactions, (entry) => isTest[entry] === 0)
  const countsOf = (count: number) => ({ validation: Math.round(count * validation), test: 0 })
  const partOfRest = historyParts(rest, countsOf, choice, where)
  let next = 0 // entries of the rest are in the same order
  const partOf = isTest.map((given) => (given === 1 ? part.test : partOfRest[next++]!))
  return splitByPart(interactions, partOf, where)
}

/** For each entry, 1 if it is also in `others`. */
function entriesIn(
  { userCount, offsets, items, userIds, itemIds }: Interactions,
  others: Interactions,
): Uint8Array {
  const itemOf = new Map(itemIds.map((id, item) => [id, item]))
  const rowOf = new Map(others.userIds.map((id, row) => [id, row]))
  const lastUser = new Int32Array(itemIds.length).fill(-1) // whose row in `others` has the item
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
