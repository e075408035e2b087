import { requireKnown } from '@hvamp/random'
import type { Interactions } from './interactions'
import { keepEntries, withoutEmpty } from './select'

export interface FilterOptions {
  readonly minUserInteractions?: number | undefined
  readonly minItemInteractions?: number | undefined
  /** Repeats until every remaining user and item has enough: dropping items shortens histories, and the other way round. */
  readonly untilStable?: boolean | undefined
}

/**
 * Drops items with too few users, then users with too few of the remaining items, once or until nothing changes.
 * Users and items without any interaction are dropped.
 *
 * @throws if an option is unknown, or a minimum is not an integer from 0 to 2^53 − 1
 * @example filterInteractions(liked, { minUserInteractions: 5 })
 */
export function filterInteractions(interactions: Interactions, options: FilterOptions): Interactions {
  requireKnown('filterInteractions: options', options, {
    minUserInteractions: true,
    minItemInteractions: true,
    untilStable: true,
  })
  const { minUserInteractions = 0, minItemInteractions = 0, untilStable = false } = options
  requireMinimum('minUserInteractions', minUserInteractions)
  requireMinimum('minItemInteractions', minItemInteractions)
  const { userCount, itemCount, offsets, items } = interactions
  const hasUser = new Uint8Array(userCount).fill(1)
  const hasItem = new Uint8Array(itemCount).fill(1)

  function dropItems(): boolean {
    const counts = new Int32Array(itemCount)
    for (let user = 0; user < userCount; user++) {
      if (hasUser[user] === 0) continue
      for (let entry = offsets[user]!; entry < offsets[user + 1]!; entry++) counts[items[entry]!]! += 1
    }
    return dropBelow(hasItem, counts, minItemInteractions)
  }

  function dropUsers(): boolean {
    const counts = new Int32Array(userCount)
    for (let user = 0; user < userCount; user++) {
      for (let entry = offsets[user]!; entry < offsets[user + 1]!; entry++)
        counts[user]! += hasItem[items[entry]!]!
    }
    return dropBelow(hasUser, counts, minUserInteractions)
  }

  let changed = true
  for (let round = 0; changed && (round === 0 || untilStable); round++) {
    const fewerItems = dropItems()
    changed = dropUsers() || fewerItems
  }
  return withoutEmpty(
    keepEntries(interactions, (entry, user) => hasUser[user] === 1 && hasItem[items[entry]!] === 1),
  )
}

/** Clears the flag of each row or column below the minimum; returns whether any was cleared. */
export function dropBelow(has: Uint8Array, counts: Int32Array, minimum: number): boolean {
  let dropped = false
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0 || counts[i]! >= minimum) continue
    has[i] = 0
    dropped = true
  }
  return dropped
}

function requireMinimum(what: string, minimum: number): void {
  if (!Number.isSafeInteger(minimum) || minimum < 0) {
    throw new Error(`filterInteractions: ${what} must be an integer from 0 to 2^53 − 1, got ${minimum}`)
  }
}
