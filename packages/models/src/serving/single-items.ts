import type { Interactions } from '@hvamp/data'

/** A history of each of some items alone, in their order, named by the items' ids. */
export function singleItems(itemIds: readonly string[], items: Int32Array): Interactions {
  return {
    userCount: items.length,
    itemCount: itemIds.length,
    offsets: Int32Array.from({ length: items.length + 1 }, (_, row) => row),
    items,
    userIds: Array.from(items, (item) => itemIds[item]!),
    itemIds,
  }
}
