import type { Interactions } from '@hvamp/data'

/** Histories as a model takes them, and for each the ids that the model does not know. */
export interface KnownHistories {
  readonly histories: Interactions
  readonly unknownItems: readonly (readonly string[])[]
}

/**
 * Numbers the items of histories as the model does; an id twice in a history counts once.
 *
 * `alignHistories` of @hvamp/data does the same for data sets, and indexes all items of the model in each call.
 *
 * @param indexOf the number of each item of the model, by id
 */
export function knownHistories(
  given: readonly (readonly string[])[],
  itemIds: readonly string[],
  indexOf: ReadonlyMap<string, number>,
): KnownHistories {
  const offsets = new Int32Array(given.length + 1)
  const items: number[] = []
  const unknownItems = given.map((ids, row) => {
    const distinct = new Set(ids)
    const unknown: string[] = []
    for (const id of distinct) {
      const item = indexOf.get(id)
      if (item === undefined) unknown.push(id)
      else items.push(item)
    }
    offsets[row + 1] = items.length
    return unknown
  })
  const histories: Interactions = {
    userCount: given.length,
    itemCount: itemIds.length,
    offsets,
    items: Int32Array.from(items),
    userIds: given.map((_, row) => String(row)),
    itemIds,
  }
  return { histories, unknownItems }
}
