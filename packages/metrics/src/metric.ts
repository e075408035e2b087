import { requireCount } from '@hvamp/random'

/** A measure of one user's ranking. */
export interface Metric {
  /** Factory and cut-off, such as `ndcg@100`. */
  readonly name: string
  /** The cut-off K, Infinity for none: ranks below it do not count. */
  readonly at: number
  /**
   * The measure of one ranking.
   *
   * @param hits 1 for each of the first K ranks, best first, that holds a held-out item, else 0; ranks past its end are misses
   * @param heldOutCount number of held-out items, at least 1
   */
  score(hits: Uint8Array, heldOutCount: number): number
}

/** A metric at a cut-off; `score` gets the hits of the first K ranks only. */
export function metricAt(kind: string, k: number, score: Metric['score']): Metric {
  requireCount(`${kind}: k`, k)
  return { name: `${kind}@${k}`, at: k, score: (hits, count) => score(hits.subarray(0, k), count) }
}
