import type { Interactions } from '@hvamp/data'
import type { Recommender } from '../recommender/recommender'

/**
 * The scores that a model gives some histories: [users, items].
 *
 * @throws if the model gives another number of them than users × items
 */
export async function scoresOf(
  model: Pick<Recommender, 'score'>,
  histories: Interactions,
): Promise<Float32Array> {
  const { userCount, itemCount } = histories
  const scores = await model.score(histories)
  if (scores.length !== userCount * itemCount) {
    throw new Error(`score: must give ${userCount} × ${itemCount} scores, got ${scores.length}`)
  }
  return scores
}
