import { alignHistories, type Interactions, interactionsFrom, selectItems, selectUsers } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { preview, previewMissing } from './near-ids'

/** What happens to items that the model does not know. */
export type Unknown = 'skip' | 'refuse'

/**
 * Histories renumbered to the model's items. Unknown items are reported on `out` or, with 'refuse', an error.
 *
 * @param options.needsKnown whether some item has to be known, as by default
 * @throws bad input if no item of any history is known, and one has to be
 */
export function knownHistories(
  interactions: Interactions,
  itemIds: readonly string[],
  {
    unknown,
    where,
    out,
    needsKnown = true,
  }: { unknown: Unknown; where: string; out?: Output; needsKnown?: boolean },
): Interactions {
  const { histories, unknownItems } = alignHistories(interactions, itemIds)
  if (unknownItems.length > 0) {
    const named = previewMissing(unknownItems, itemIds)
    if (unknown === 'refuse') {
      throw badInput(`${where}: must have items that the model knows only (--unknown refuse), got ${named}`)
    }
    if (needsKnown && histories.items.length === 0) {
      throw badInput(
        `${where}: must have an item that the model knows, got ${named}, where the model has ids such as '${itemIds[0]}'${withCommas(unknownItems, itemIds)}${changedOver(interactions, itemIds)}`,
      )
    }
    const foreign = foreignLine(interactions, histories, { where, unknownItems, itemIds })
    if (foreign !== undefined) out?.note(foreign)
    out?.note(`left out, for the model does not know them: ${named}${withCommas(unknownItems, itemIds)}`)
    out?.emit({ event: 'unknownItems', items: unknownItems })
  }
  return histories
}

/** That most users are items of the model, as where the columns stand the other way round; nothing where they are not. */
function changedOver({ userIds }: Interactions, itemIds: readonly string[]): string {
  const known = new Set(itemIds)
  const found = userIds.filter((id) => known.has(id) && !/^\d+$/.test(id)) // a number may be that of a user, too
  if (found.length < 2 || 2 * found.length <= userIds.length) return ''
  return `; its users are items of the model, such as '${found[0]}': choose with --user-column and --item-column`
}

/** That unknown ids are the pieces of one that has a comma, with the option that takes it whole; nothing where they are not. */
function withCommas(unknown: readonly string[], itemIds: readonly string[]): string {
  const known = new Set(itemIds)
  for (const [i, piece] of unknown.entries()) {
    const whole = [', ', ','].map((comma) => `${piece}${comma}${unknown[i + 1]}`).find((id) => known.has(id))
    if (i + 1 < unknown.length && whole !== undefined)
      return `; '${whole}' is one item: choose with --item ${shellWord(whole)}`
  }
  return ''
}

/** Says of histories most of which have no known item that their ids may be of another kind; undefined where some do in most. */
function foreignLine(
  { offsets: all }: Interactions,
  { offsets: known, userCount }: Interactions,
  {
    where,
    unknownItems,
    itemIds,
  }: { where: string; unknownItems: readonly string[]; itemIds: readonly string[] },
): string | undefined {
  let some = 0
  let foreign = 0
  for (let user = 0; user < userCount; user++) {
    if (all[user] === all[user + 1]) continue
    some++
    if (known[user] === known[user + 1]) foreign++
  }
  if (some < 2 || 2 * foreign <= some) return undefined
  return `${where}: ${grouped(foreign)} of ${grouped(some)} histories have no item that the model knows: their ids are such as '${unknownItems[0]}', those of the model such as '${itemIds[0]}'; --item-column names another column`
}

/** Says which users have no item that the model knows, and what they get. */
export function reportUnknownUsers({ userIds, offsets }: Interactions, what: string, out: Output): void {
  const users = userIds.filter((_, user) => offsets[user] === offsets[user + 1])
  if (users.length === 0) return
  out.note(`${what} instead, because the model knows no item that these users like: ${preview(users)}`)
  out.emit({ event: 'unknownUsers', users })
}

/** What users like of their rated items: entries of at least some value. The same users, also those who like nothing. */
export function tasteOf(interactions: Interactions, { atLeast }: { atLeast: number }): Interactions {
  const { values, timestamps: _, positions: __, ...clicks } = interactions
  if (!values) return clicks
  const items: number[] = []
  const offsets = new Int32Array(interactions.userCount + 1)
  for (let user = 0; user < interactions.userCount; user++) {
    for (let entry = interactions.offsets[user]!; entry < interactions.offsets[user + 1]!; entry++) {
      if (values[entry]! >= Math.fround(atLeast)) items.push(interactions.items[entry]!)
    }
    offsets[user + 1] = items.length
  }
  return { ...clicks, offsets, items: Int32Array.from(items) }
}

/** The histories of some users, in this order, and their items alone; users who are not there have an empty one. */
export function ofUsers(interactions: Interactions, ids: readonly string[]): Interactions {
  const { offsets, items } = interactions
  const asked = [...new Set(ids)]
  const there = new Set(interactions.userIds)
  const userIds = [...interactions.userIds, ...asked.filter((id) => !there.has(id))]
  const length = userIds.length + 1
  const all: Interactions = {
    ...interactions,
    userCount: userIds.length,
    userIds,
    offsets: Int32Array.from({ length }, (_, row) => offsets[row] ?? items.length),
  }
  const rowOf = new Map(userIds.map((id, row) => [id, row]))
  const own = selectUsers(
    all,
    asked.map((id) => rowOf.get(id)!),
  )
  return selectItems(own, [...new Set(own.items)]) // of the others nothing is to be said
}

/** One user's history from ids separated by commas, and from single ids, which may have commas. */
export function historyOf(ids = '', single: readonly string[] = []): Interactions {
  const separated = ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
  const items = [...separated, ...single]
  if (items.length === 0) {
    throw badInput(`--items: must be ids separated by commas, or @ and a file with one a line, got '${ids}'`)
  }
  return interactionsFrom(items.map((item) => ({ user: 'you', item })))
}
