/**
 * What the scores of a model are.
 *
 * - `logProbability`: logits of a choice among all items, probabilities up to one constant a history
 * - `logOdds`: logits of each item by itself
 * - `evidence`: sums of what speaks for an item, or against it, 0 where nothing does
 * - `count`: of users, the same for every history
 * - `amount`: any other scores that are compared only, such as ratings
 */
export type ScoreScale = 'logProbability' | 'logOdds' | 'evidence' | 'count' | 'amount'

/** Whether a weight w is added to scores as ln w, or multiplies them. */
export const isLogarithmic = (scale: ScoreScale) => scale === 'logProbability' || scale === 'logOdds'

/** Of weighted scores: little less than the greatest number of 32 bits, so that the least is apart from what composed ops have for no item. */
export const GREATEST_SCORE = 2 ** 127

/**
 * Weights the scores of one history: adds ln w to logits, multiplies other scores by w. A negative score is divided, so that a
 * greater weight never lowers an item. What goes beyond `GREATEST_SCORE` is that, or its negative: an answer in JSON has no infinite numbers.
 *
 * @param scores [items], changed in place
 * @param weights [items], positive
 */
export function weighScores(scores: Float32Array, weights: Float32Array, scale: ScoreScale): void {
  if (isLogarithmic(scale)) {
    for (let item = 0; item < scores.length; item++) scores[item]! += Math.fround(Math.log(weights[item]!))
  } else {
    for (let item = 0; item < scores.length; item++) {
      const score = scores[item]!
      const weighted = score > 0 ? score * weights[item]! : score / weights[item]!
      scores[item] = Math.max(-GREATEST_SCORE, Math.min(GREATEST_SCORE, weighted))
    }
  }
}
