import type { Interactions } from '@hvamp/data'
import type { Recommender } from '../recommender/recommender'
import { standardise } from './standardise'

/** What scores as a part of a blend. */
export type ScoringPart = Pick<Recommender, 'name' | 'score'>

/**
 * The z-scores of some models for the same histories: an array [users, items] for each model.
 *
 * @throws if a score is NaN or +∞, or a model gives another number of scores than users × items
 */
export async function partScores(
  where: string,
  models: readonly ScoringPart[],
  histories: Interactions,
): Promise<Float32Array[]> {
  const { userCount, itemCount, offsets, items } = histories
  const isSeen = new Uint8Array(itemCount)
  const parts: Float32Array[] = []
  for (const model of models) {
    const scores = await model.score(histories)
    requireScores(where, model.name, scores, userCount * itemCount)
    for (let user = 0; user < userCount; user++) {
      const history = items.subarray(offsets[user]!, offsets[user + 1]!)
      for (const item of history) isSeen[item] = 1
      standardise(scores.subarray(user * itemCount, (user + 1) * itemCount), isSeen)
      for (const item of history) isSeen[item] = 0
    }
    parts.push(scores)
  }
  return parts
}

function requireScores(where: string, name: string, scores: Float32Array, count: number): void {
  if (scores.length !== count)
    throw new Error(`${where}: ${name} must give ${count} scores, got ${scores.length}`)
  const at = scores.findIndex((score) => !(score < Number.POSITIVE_INFINITY))
  if (at >= 0) throw new Error(`${where}: scores of ${name} must be finite or −∞, got ${scores[at]}`)
}

/**
 * The weighted sum of z-scores, item by item. A part of weight 0 has no say: not even a score of −∞ of it counts.
 *
 * @param parts an array of the same length for each weight
 */
export function weightedSum(parts: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const total = new Float32Array(parts[0]!.length)
  for (const [i, scores] of parts.entries()) {
    const weight = weights[i]!
    if (weight === 0) continue
    for (let at = 0; at < total.length; at++) total[at]! += weight * scores[at]!
  }
  return total
}
