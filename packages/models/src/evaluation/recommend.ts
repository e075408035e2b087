import type { Interactions } from '@hvamp/data'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import * as rule from '../recommender/option-rules'
import type { Recommender } from '../recommender/recommender'
import { type Ranker, rankBatches } from './rank-batches'

const rules = z.object({ count: rule.count, batchSize: rule.count })

/** One recommended item. */
export interface Recommendation {
  readonly item: string
  readonly score: number
}

export interface RecommendOptions {
  /** Items for each history: 10 by default; fewer where there are no more. */
  readonly count?: number
  /** Whether items of the history may be recommended again; by default they are excluded. */
  readonly seen?: 'exclude' | 'keep'
  /** Histories scored together: 200 by default. */
  readonly batchSize?: number
}

/**
 * The best items for each history, best first. No user needs to be known from training.
 *
 * Items like one: recommend for a history of that item alone.
 *
 * @throws if count is not a positive integer, or the histories are not numbered by the model's items
 * @example await recommend(model, histories, { count: 5 })
 */
export async function recommend(
  model: Ranker & Pick<Recommender, 'itemIds'>,
  histories: Interactions,
  { count = 10, seen = 'exclude', batchSize = 200 }: RecommendOptions = {},
): Promise<Recommendation[][]> {
  checked(rules, { count, batchSize }, 'recommend')
  const lists: Recommendation[][] = []
  for await (const { from, to, listOf } of rankBatches(model, histories, { batchSize, count, seen })) {
    for (let user = from; user < to; user++) {
      const { items, scores } = listOf(user)
      lists.push(Array.from(items, (item, rank) => ({ item: model.itemIds[item]!, score: scores[rank]! })))
    }
  }
  return lists
}
