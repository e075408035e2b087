import { firstDifference } from './first-difference'
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
  const at = firstDifference(foldIn.itemIds, heldOut.itemIds)
  if (at >= 0) {
    const got = `${shown(foldIn.itemIds[at])} and ${shown(heldOut.itemIds[at])} at ${at}`
    throw new Error(
      `pairHistories: items of both must be those of the training in its order, as alignHistories gives them, got ${got}`,
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

const shown = (id: string | undefined) => (id === undefined ? 'none' : `'${id}'`)

function hasItems({ offsets }: Interactions, user: number): boolean {
  return offsets[user] !== offsets[user + 1]
}
