import { fusedOr } from '@hvamp/tensors'
import { cast, greater, type Tensor2D, tidy, topk, where } from '@tensorflow/tfjs-core'
import { requireRows, type SparseRows, toDense } from './sparse-rows'

/** The highest logits of each row, best first: [rows, k] each. */
export interface Ranking {
  /** int32; −1 past the end of a row that has fewer unseen items. */
  readonly items: Tensor2D
  readonly scores: Tensor2D
}

/**
 * Ranks the items of each row but those that it has seen, in one pass over the logits.
 *
 * Fused kernel: `HvampRankUnseen` ({ logits }, { rows, k }) → items and scores. It may overwrite the logits of what was
 * seen, so they are of no use afterwards.
 *
 * @param logits [rows, items]
 * @param rows the histories: their columns are never ranked
 * @param k ranks, at most as many as there are items
 * @throws if the rows do not fit the logits, or k is not in [1, items]
 */
export function rankUnseen(logits: Tensor2D, rows: SparseRows, k: number): Ranking {
  requireRows('rankUnseen', rows, logits)
  if (!Number.isInteger(k) || k < 1 || k > rows.columnCount) {
    throw new Error(`rankUnseen: k must be in [1, ${rows.columnCount}], got ${k}`)
  }
  const [items, scores] = fusedOr('HvampRankUnseen', { logits }, { rows, k }, () =>
    tidy(() => {
      const seen = toDense({ ...rows, values: new Float32Array(rows.columns.length).fill(1) })
      const unseen = where(greater(seen, 0), Number.NEGATIVE_INFINITY, logits)
      const { values, indices } = topk(unseen, k)
      const items = where(greater(values, -3e38), cast(indices, 'float32'), -1)
      return [cast(items, 'int32'), values]
    }),
  ) as [Tensor2D, Tensor2D]
  return { items, scores }
}
