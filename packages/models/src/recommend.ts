import type { Interactions } from '@hvamp/data'
import { topK } from '@hvamp/metrics'
import { unseenScores } from './evaluate'
import type { Recommender } from './recommender'

/** One recommended item. */
export interface Recommendation {
  readonly item: string
  readonly score: number
}

/**
 * The best items for each history, best first, without those in it. No user needs to be known from training.
 *
 * @throws if count is not a positive integer
 * @example await recommend(model, histories, { count: 5 })
 */
export async function recommend(
  model: Recommender,
  histories: Interactions,
  { count = 10, batchSize = 200 }: { count?: number; batchSize?: number } = {},
): Promise<Recommendation[][]> {
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`recommend: count must be a positive integer, got ${count}`)
  const lists: Recommendation[][] = []
  for await (const { scores } of unseenScores(model, histories, batchSize)) {
    lists.push(
      Array.from(topK(scores, count), (item) => ({ item: model.itemIds[item]!, score: scores[item]! })),
    )
  }
  return lists
}
