import type { Recommender } from '@hvamp/models'

/** A model in memory with what every answer needs of it. */
export interface LoadedModel {
  readonly recommender: Recommender
  /** The number of each item, by id. */
  readonly indexOf: ReadonlyMap<string, number>
}

/** Indexes the items of a model. */
export function loadedModel(recommender: Recommender): LoadedModel {
  return { recommender, indexOf: new Map(recommender.itemIds.map((id, item) => [id, item])) }
}
