import type { HeldOutUsers, Interactions } from './interactions'
import { selectUsers } from './select'

/**
 * Brings two parts of histories into one order, as of a split that was made elsewhere: the users who have interactions in both, in the order of
 * the held-out part.
 *
 * @param foldIn what a model sees
 * @param heldOut what it has to find
 * @throws if their items differ: `alignHistories` gives both those of the training
 * @example const test = pairHistories(foldIn.histories, heldOut.histories)
 */
export function pairHistories(foldIn: Interactions, heldOut: Interactions): HeldOutUsers {
  const differing = firstDifference(foldIn.itemIds, heldOut.itemIds)
  if (differing !== undefined) {
    throw new Error(
      `pairHistories: items of both must be those of the training in its order, as alignHistories gives them, got ${differing}`,
    )
  }
  const rowOf = new Map(foldIn.userIds.map((id, row) => [id, row]))
  const rows = heldOut.userIds.flatMap((id, own) => {
    const row = rowOf.get(id)
    return row !== undefined && hasItems(foldIn, row) && hasItems(heldOut, own) ? [[row, own] as const] : []
  })
  return {
    foldIn: selectUsers(
      foldIn,
      rows.map(([row]) => row),
    ),
    heldOut: selectUsers(
      heldOut,
      rows.map(([, own]) => own),
    ),
  }
}

/**
 * The first place where two lists of ids differ, in words: `'a' and 'b' at 3`; undefined where they are the same.
 *
 * @example firstDifference(['a', 'b'], ['a', 'c']) // "'b' and 'c' at 1"
 */
export function firstDifference(one: readonly string[], other: readonly string[]): string | undefined {
  if (one === other) return undefined
  const length = Math.max(one.length, other.length)
  for (let at = 0; at < length; at++) {
    if (one[at] !== other[at]) return `${shown(one[at])} and ${shown(other[at])} at ${at}`
  }
  return undefined
}

const shown = (id: string | undefined) => (id === undefined ? 'none' : `'${id}'`)

function hasItems({ offsets }: Interactions, user: number): boolean {
  return offsets[user] !== offsets[user + 1]
}
