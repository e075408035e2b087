import type { Interactions } from '@hvamp/data'

/** Ids of items, and ratings of them or none. */
interface GivenHistory {
  readonly history: readonly string[]
  readonly ratings?: readonly number[] | undefined
}

/** Histories as a model takes them, and for each the ids that the model does not know. */
export interface KnownHistories {
  readonly histories: Interactions
  readonly unknownItems: readonly (readonly string[])[]
}

/**
 * Numbers the items of histories as the model does; an id twice in a history counts once, with its last rating.
 *
 * `alignHistories` of @hvamp/data does the same for data sets, and indexes all items of the model in each call.
 *
 * @param given with ratings in all histories or in none
 * @param indexOf the number of each item of the model, by id
 * @throws if a history has not as many ratings as ids
 */
export function knownHistories(
  given: readonly GivenHistory[],
  itemIds: readonly string[],
  indexOf: ReadonlyMap<string, number>,
): KnownHistories {
  const offsets = new Int32Array(given.length + 1)
  const items: number[] = []
  const values: number[] = []
  const unknownItems = given.map(({ history, ratings }, row) => {
    if (ratings && ratings.length !== history.length) {
      throw new Error(
        `ratings must be one for each id of the history, got ${ratings.length} for ${history.length}`,
      )
    }
    const distinct = new Map(history.map((id, at) => [id, ratings?.[at]]))
    const unknown: string[] = []
    for (const [id, rating] of distinct) {
      const item = indexOf.get(id)
      if (item === undefined) unknown.push(id)
      else {
        items.push(item)
        if (rating !== undefined) values.push(rating)
      }
    }
    offsets[row + 1] = items.length
    return unknown
  })
  const histories: Interactions = {
    userCount: given.length,
    itemCount: itemIds.length,
    offsets,
    items: Int32Array.from(items),
    ...(given.some(({ ratings }) => ratings) && { values: Float32Array.from(values) }),
    userIds: given.map((_, row) => String(row)),
    itemIds,
  }
  return { histories, unknownItems }
}
