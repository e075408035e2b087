/**
 * Makes z-scores of the scores of one history, in place: (score − mean) / standard deviation, both over the items outside the
 * history. The items of the history are moved and scaled in the same way.
 *
 * An item with a score of −∞ keeps it and counts for neither mean nor deviation. Scores that are the same for all items outside the
 * history become 0: they say nothing about which of these items is better.
 *
 * @param scores [items], finite or −∞
 * @param isSeen [items], 1 for each item of the history
 */
export function standardise(scores: Float32Array, isSeen: Uint8Array): void {
  const { mean, deviation } = spreadOf(scores, isSeen)
  const scale = deviation > 0 ? 1 / deviation : 0
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!
    if (score !== Number.NEGATIVE_INFINITY) scores[item] = (score - mean) * scale
  }
}

/** Mean and standard deviation of the finite scores outside the history; a deviation of 0 where they are all the same. */
function spreadOf(scores: Float32Array, isSeen: Uint8Array): { mean: number; deviation: number } {
  let [count, sum, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!
    if (isSeen[item] === 1 || score === Number.NEGATIVE_INFINITY) continue
    count++
    sum += score
    least = Math.min(least, score)
    most = Math.max(most, score)
  }
  if (least >= most) return { mean: 0, deviation: 0 } // exactly, where a sum of equal numbers is rounded
  const mean = sum / count
  let squares = 0
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!
    if (isSeen[item] === 1 || score === Number.NEGATIVE_INFINITY) continue
    squares += (score - mean) ** 2
  }
  return { mean, deviation: Math.sqrt(squares / count) }
}
