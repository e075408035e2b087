import { type Metric, metricAt } from './metric'

/** Normalised discounted cumulative gain, Σ hit_r / log₂(r + 1) over its best value with min(K, held out) hits. */
export function ndcg(k: number): Metric {
  const discounts: number[] = []
  const ideal = [0] // ideal[n]: the gain of n hits at the top
  return metricAt('ndcg', k, (hits, heldOutCount) => {
    for (let rank = discounts.length; rank < Math.max(hits.length, Math.min(k, heldOutCount)); rank++) {
      discounts.push(1 / Math.log2(rank + 2))
      ideal.push(ideal[rank]! + discounts[rank]!)
    }
    let gain = 0
    for (let rank = 0; rank < hits.length; rank++) if (hits[rank]) gain += discounts[rank]!
    return gain / ideal[Math.min(k, heldOutCount)]!
  })
}
