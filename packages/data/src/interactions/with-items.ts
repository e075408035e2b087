import type { Ids, Interactions } from './interactions'

/**
 * The same interactions with further items, which nobody has: those of `itemIds` that are not there yet, after the rest.
 *
 * @example withItems(today, yesterday.itemIds) // a model of these keeps the items that nobody bought since
 */
export function withItems(interactions: Interactions, itemIds: Ids): Interactions {
  const known = new Set(interactions.itemIds)
  const all = [...interactions.itemIds, ...new Set(itemIds.filter((id) => !known.has(id)))]
  return { ...interactions, itemCount: all.length, itemIds: all }
}
