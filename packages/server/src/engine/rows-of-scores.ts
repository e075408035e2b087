import type { Interactions } from '@hvamp/data'
import type { Recommender, RecommendingModel } from '@hvamp/models'

/**
 * Computes the scores of histories in one pass, and gives a model that ranks any of these histories by them.
 *
 * @param histories users with different ids, by which their rows are found again
 */
export async function rowsOfScores(
  recommender: Recommender,
  histories: Interactions,
): Promise<RecommendingModel> {
  const { itemIds, popularity, scale } = recommender
  const scores = await recommender.score(histories)
  const rowOf = new Map(histories.userIds.map((id, row) => [id, row]))
  return {
    itemIds,
    popularity,
    ...(scale && { scale }),
    async score({ userIds }) {
      const own = new Float32Array(userIds.length * itemIds.length)
      for (const [i, id] of userIds.entries()) {
        const start = rowOf.get(id)! * itemIds.length
        own.set(scores.subarray(start, start + itemIds.length), i * itemIds.length)
      }
      return own
    },
  }
}
