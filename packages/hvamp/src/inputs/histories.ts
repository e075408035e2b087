import { alignHistories, type Interactions, interactionsFrom } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { grouped } from '../terminal/format'
import type { Output } from '../terminal/output'

/** What happens to items that the model does not know. */
export type Unknown = 'skip' | 'refuse'

/**
 * Histories renumbered to the model's items. Unknown items are reported on `out` or, with 'refuse', an error.
 *
 * @throws bad input if no item of any history is known
 */
export function knownHistories(
  interactions: Interactions,
  itemIds: readonly string[],
  { unknown, where, out }: { unknown: Unknown; where: string; out?: Output },
): Interactions {
  const { histories, unknownItems } = alignHistories(interactions, itemIds)
  if (unknownItems.length > 0) {
    const named = preview(unknownItems)
    if (unknown === 'refuse') {
      throw badInput(`${where}: must have items that the model knows only (--unknown refuse), got ${named}`)
    }
    if (histories.items.length === 0) {
      throw badInput(`${where}: must have an item that the model knows, got ${named}`)
    }
    out?.note(`left out, for the model does not know them: ${named}`)
    out?.emit({ event: 'unknownItems', items: unknownItems })
  }
  return histories
}

/** The first ids, and how many more there are. */
export function preview(ids: readonly string[]): string {
  const named = ids.slice(0, 5).map((id) => `'${id}'`)
  if (ids.length > named.length) named.push(`${grouped(ids.length - named.length)} more`)
  return named.join(', ')
}

/** One user's history from ids separated by commas. */
export function historyOf(ids: string): Interactions {
  const items = ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
  if (items.length === 0) throw badInput(`--items: must be ids separated by commas, got '${ids}'`)
  return interactionsFrom(items.map((item) => ({ user: 'you', item })))
}
