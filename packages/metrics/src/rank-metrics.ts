import { type Metric, metricAt } from './metric'

/** Precision at the rank of each hit, summed, over min(K, held out); its mean over users is MAP@K. */
export function averagePrecision(k: number): Metric {
  return metricAt('averagePrecision', k, (hits, heldOutCount) => {
    let found = 0
    let total = 0
    for (let rank = 0; rank < hits.length; rank++) if (hits[rank]) total += ++found / (rank + 1)
    return total / Math.min(k, heldOutCount)
  })
}

/** One over the rank of the first hit, 0 without one; its mean over users is MRR@K. */
export function reciprocalRank(k: number): Metric {
  return metricAt('reciprocalRank', k, (hits) => 1 / (hits.indexOf(1) + 1 || Number.POSITIVE_INFINITY))
}
