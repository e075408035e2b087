import type { Interactions, UserSplit } from '@hvamp/data'
import type { LeftOutRows } from '../settings/left-out-rows'
import { counted, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'

type Histories = Pick<Interactions, 'userIds' | 'itemIds' | 'offsets' | 'items'>

/**
 * Counts the rows that a split has in no part.
 *
 * @param kept what was divided: one or several files, none of which has a row of another
 */
export function countLeftOut(
  kept: readonly Histories[],
  split: Pick<UserSplit, 'train' | 'validation' | 'test'>,
): LeftOutRows {
  const trained = new Set(split.train.itemIds)
  const inParts = rowsInParts(split)
  const items = new Set<string>()
  const users = new Set<string>()
  const strangers = new Set<string>()
  let [rows, rowsOfItems] = [0, 0]
  for (const { userIds, itemIds, ...histories } of kept) {
    const isUntrained = Uint8Array.from(itemIds, (id) => (trained.has(id) ? 0 : 1))
    for (const [user, id] of userIds.entries()) {
      const [from, to] = [histories.offsets[user]!, histories.offsets[user + 1]!]
      if (from === to) continue
      rows += to - from
      users.add(id)
      if (!inParts.has(id)) strangers.add(id)
      for (let entry = from; entry < to; entry++) {
        const item = histories.items[entry]!
        if (isUntrained[item] === 0) continue
        rowsOfItems++
        items.add(itemIds[item]!)
      }
    }
  }
  let there = 0
  for (const count of inParts.values()) there += count
  return {
    rows: rows - there,
    rowsOfItems,
    rowsOfUsers: rows - there - rowsOfItems,
    items: items.size,
    users: strangers.size,
    kept: { rows, users: users.size },
  }
}

/** How many rows of each user are in a part: a later part of a user, seen and held out, has what is in an earlier one. */
function rowsInParts({ train, validation, test }: Pick<UserSplit, 'train' | 'validation' | 'test'>) {
  const counts = new Map<string, number>()
  for (const parts of [[train], [validation.foldIn, validation.heldOut], [test.foldIn, test.heldOut]]) {
    for (const [user, id] of parts[0]!.userIds.entries()) {
      const rows = parts.reduce((sum, { offsets }) => sum + offsets[user + 1]! - offsets[user]!, 0)
      counts.set(id, Math.max(rows, counts.get(id) ?? 0))
    }
  }
  return counts
}

/** What was left out, in one line; undefined if nothing was. @param where of the data, or the fold of them */
export function leftOutLine(
  where: string,
  { rows, rowsOfItems, rowsOfUsers, items, users, kept }: LeftOutRows,
): string | undefined {
  if (rows === 0) return undefined
  const reasons = [
    ...(rowsOfItems > 0
      ? [
          `${counted(rowsOfItems, 'row')} of ${counted(items, 'item')} that ${items === 1 ? 'is' : 'are'} not trained on`,
        ]
      : []),
    ...(rowsOfUsers > 0
      ? [`${counted(rowsOfUsers, 'row')} of users with nothing seen before or nothing to find`]
      : []),
  ]
  const nowhere =
    users > 0
      ? `; ${grouped(users)} of ${counted(kept.users, 'user')} ${users === 1 ? 'is' : 'are'} in no part`
      : ''
  return `${where}: left out ${grouped(rows)} of ${counted(kept.rows, 'row')}: ${reasons.join(', ')}${nowhere}`
}

/** Says what of the data is in no part. */
export function tellLeftOut(where: string, leftOut: LeftOutRows | undefined, out: Output | undefined): void {
  const line = leftOut && leftOutLine(where, leftOut)
  if (line !== undefined) out?.note(line)
}
