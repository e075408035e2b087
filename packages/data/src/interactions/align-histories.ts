import { requireKnown } from '@hvamp/random'
import type { Ids, Interactions } from './interactions'
import { renumberItems } from './select'

const NAMED = 5 // items listed in an error

export interface AlignedHistories {
  /** The same users, with items numbered as in `itemIds`; a user with only unknown items has an empty history. */
  readonly histories: Interactions
  /** Ids of items that are not in `itemIds`. */
  readonly unknownItems: Ids
}

/**
 * Renumbers the items of any histories to those of a model.
 *
 * @param itemIds the model's items
 * @param options.unknown whether items unknown to the model are skipped or an error
 * @throws naming the unknown items with 'refuse', or an id that occurs twice in itemIds
 * @example const { histories, unknownItems } = alignHistories(await readRatings('new.csv'), model.itemIds)
 */
export function alignHistories(
  interactions: Interactions,
  itemIds: Ids,
  options: { readonly unknown?: 'skip' | 'refuse' | undefined } = {},
): AlignedHistories {
  requireKnown('alignHistories: options', options, { unknown: true })
  const { unknown = 'skip' } = options
  const indexOf = new Map(itemIds.map((id, index) => [id, index]))
  if (indexOf.size < itemIds.length) {
    const twice = itemIds.find((id, index) => indexOf.get(id) !== index)
    throw new Error(`alignHistories: itemIds must differ, got '${twice}' twice`)
  }
  const unknownItems = interactions.itemIds.filter((id) => !indexOf.has(id))
  if (unknown === 'refuse' && unknownItems.length > 0) {
    const named = unknownItems.slice(0, NAMED).map((id) => `'${id}'`)
    if (unknownItems.length > NAMED) named.push(`${unknownItems.length - NAMED} more`)
    throw new Error(`alignHistories: items must be known to the model, got ${named.join(', ')}`)
  }
  const renumbered = Int32Array.from(interactions.itemIds, (id) => indexOf.get(id) ?? -1)
  return { histories: renumberItems(interactions, renumbered, itemIds), unknownItems }
}
