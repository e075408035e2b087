import { firstDifference, type HeldOutUsers } from '@hvamp/data'

/**
 * Checks users to evaluate on.
 *
 * @param where prefix of error messages
 * @throws if they are no held-out users, such as interactions, or their parts differ in users or items, or in the order of these
 */
export function requireHeldOutUsers(where: string, { foldIn, heldOut }: HeldOutUsers): void {
  if (!foldIn || !heldOut) {
    throw new Error(
      `${where}: users must be held-out ones, { foldIn, heldOut }, such as test of splitUsers, got ${foldIn || heldOut ? 'one part' : 'neither part'}`,
    )
  }
  const { userCount, itemCount } = foldIn
  if (userCount !== heldOut.userCount || itemCount !== heldOut.itemCount) {
    throw new Error(
      `${where}: fold-in [${userCount}, ${itemCount}] and held-out part [${heldOut.userCount}, ${heldOut.itemCount}] must have the same users and items`,
    )
  }
  for (const [of, seen, hidden] of [
    ['users', foldIn.userIds, heldOut.userIds],
    ['items', foldIn.itemIds, heldOut.itemIds],
  ] as const) {
    const at = firstDifference(seen, hidden)
    if (at < 0) continue
    throw new Error(
      `${where}: fold-in and held-out part must have the same ${of} in one order, as pairHistories gives them, got '${seen[at]}' and '${hidden[at]}' at ${at}`,
    )
  }
}

/**
 * Checks that there is something to measure, which is known before anything is trained or scored.
 *
 * @param where prefix of error messages
 * @throws if nobody has anything held out
 */
export function requireSomethingHeldOut(where: string, { heldOut }: HeldOutUsers): void {
  if (heldOut.items.length > 0) return
  throw new Error(`${where}: some user must have something held out, got nobody`)
}
