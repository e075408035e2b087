import { type Metric, metricAt } from './metric'

/** Share of the held-out items among the first K, of the most that K ranks can hold: hits / min(K, held out). */
export function recall(k: number): Metric {
  return metricAt('recall', k, (hits, heldOutCount) => count(hits) / Math.min(k, heldOutCount))
}

/** Share of held-out items among K ranks: hits / K. */
export function precision(k: number): Metric {
  return metricAt('precision', k, (hits) => count(hits) / k)
}

/** 1 if any of the first K is held out, else 0. */
export function hitRate(k: number): Metric {
  return metricAt('hitRate', k, (hits) => (hits.includes(1) ? 1 : 0))
}

function count(hits: Uint8Array): number {
  let total = 0
  for (let rank = 0; rank < hits.length; rank++) total += hits[rank]!
  return total
}
