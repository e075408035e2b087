import { requireKnown } from '@hvamp/random'
import { fusedOr } from '@hvamp/tensors'
import {
  add,
  any,
  argMax,
  cast,
  isNaN as elementsAreNaN,
  expandDims,
  gather,
  greater,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tidy,
  topk,
  where,
} from '@tensorflow/tfjs-core'
import { requireArray } from './require-array'
import { requireRows, type SparseRows } from './sparse-rows'
import { toDense } from './to-dense'

/** The highest logits of each row, best first: [rows, k] each. */
export interface Ranking {
  /** int32; −1 past the end of a row that has fewer items to rank. */
  readonly items: Tensor2D
  readonly scores: Tensor2D
}

/** Which items are ranked, and by how much their scores change; the same for every row. */
export interface RankingRules {
  /** 0 for each item that is not ranked. */
  readonly allowed?: Uint8Array | undefined // [items]
  /** Added to the logits; the logarithm of a weight makes an item that many times as likely. */
  readonly offsets?: Float32Array | undefined // [items]
  /** Every item once. Of items with equal scores the one that is earlier here comes first. */
  readonly order?: Int32Array | undefined // [items]
}

/**
 * Ranks the items of each row except those that it has seen, in one pass over the logits.
 *
 * Of items with equal scores the one with the lower number comes first, on every backend, or as `order` says. A row is full whenever it has k
 * allowed items that are unseen: rules are applied before the ranking, not to its result.
 *
 * Fused kernel: `HvampRankUnseen` ({ logits }, { rows, k, candidates, offsets }) → items and scores, with `candidates` the
 * allowed items in the order in which equal scores rank, if there are rules about them. It may overwrite the logits, so they are of no use afterwards.
 *
 * @param logits [rows, items]
 * @param rows the histories: their columns are never ranked
 * @param k ranks, at most as many as there are items
 * @throws if the rows or the rules do not fit the logits, an order has an item twice, or k is not in [1, items]; (HVAMP_NOT_FINITE) the
 *   fused kernel, if a logit that it ranks is NaN. Composed ops then give NaN as each score of the row, with the number of that item:
 *   `readRanking` throws
 */
export function rankUnseen(logits: Tensor2D, rows: SparseRows, k: number, rules: RankingRules = {}): Ranking {
  requireRows('rankUnseen', rows, logits)
  if (!Number.isInteger(k) || k < 1 || k > rows.columnCount) {
    throw new Error(`rankUnseen: k must be in [1, ${rows.columnCount}], got ${k}`)
  }
  requireKnown('rankUnseen: rules', rules, { allowed: true, offsets: true, order: true })
  const { allowed, offsets, order } = rules
  for (const [name, values] of Object.entries({ allowed, offsets, order })) {
    if (values !== undefined && values.length !== rows.columnCount) {
      throw new Error(
        `rankUnseen: ${name} must have a value for each of ${rows.columnCount} items, got ${values.length}`,
      )
    }
  }
  if (offsets) requireArray('rankUnseen: offsets', offsets, Float32Array)
  if (order) requireEachOnce(order)
  const options: RankUnseenOptions = { rows, k, candidates: candidatesOf(rules), offsets }
  const [items, scores] = fusedOr('HvampRankUnseen', { logits }, { ...options }, () =>
    tidy(() => ranked(logits, rows, k, rules)),
  ) as [Tensor2D, Tensor2D]
  return { items, scores }
}

/** Attributes of the kernel `HvampRankUnseen`. */
export interface RankUnseenOptions {
  readonly rows: SparseRows
  readonly k: number
  /** Items that may be ranked, in the order in which equal scores rank; all in rising order if absent. */
  readonly candidates?: Int32Array | undefined
  /** [items] */
  readonly offsets?: Float32Array | undefined
}

/**
 * Reads a ranking; its tensors stay the caller's.
 *
 * @throws (HVAMP_NOT_FINITE) naming an item, if a logit that was to be ranked was NaN
 */
export async function readRanking({
  items,
  scores,
}: Ranking): Promise<{ items: Int32Array; scores: Float32Array }> {
  const read = { items: (await items.data()) as Int32Array, scores: (await scores.data()) as Float32Array }
  const at = read.scores.findIndex(Number.isNaN)
  if (at < 0) return read
  const error = new Error(`rankUnseen: logits must be numbers, got NaN for item ${read.items[at]}`)
  throw Object.assign(error, { code: 'HVAMP_NOT_FINITE' }) // as of the kernel, and of a training that has come to NaN
}

/** Checks the order before kernels follow it to where it points. */
function requireEachOnce(order: Int32Array): void {
  requireArray('rankUnseen: order', order, Int32Array)
  const isPlaced = new Uint8Array(order.length)
  for (const item of order) {
    if (isPlaced[item] !== 0) {
      const got = isPlaced[item] ? `${item} twice` : item
      throw new Error(`rankUnseen: order must have each item from 0 to ${order.length - 1} once, got ${got}`)
    }
    isPlaced[item] = 1
  }
}

function ranked(
  logits: Tensor2D,
  rows: SparseRows,
  k: number,
  { allowed, offsets, order }: RankingRules,
): Tensor[] {
  const seen = toDense({ ...rows, values: new Float32Array(rows.columns.length).fill(1) })
  const shifted = offsets ? add(logits, offsets) : cast(logits, 'float32')
  const unseen = where(greater(seen, 0), Number.NEGATIVE_INFINITY, shifted)
  const candidates = allowed
    ? where(greater(tensor1d(allowed, 'int32'), 0), unseen, Number.NEGATIVE_INFINITY)
    : unseen
  const inOrder = order && tensor1d(order, 'int32')
  const { values, indices } = topk(inOrder ? gather(candidates, inOrder, 1) : candidates, k)
  const numbers = inOrder ? gather(inOrder, cast(indices, 'int32')) : indices
  const items = where(greater(values, -3e38), cast(numbers, 'float32'), -1)
  const isMissing = elementsAreNaN(candidates)
  const isSpoilt = any(isMissing, 1, true)
  const missing = expandDims(cast(argMax(cast(isMissing, 'float32'), 1), 'float32'), 1)
  return [cast(where(isSpoilt, missing, items), 'int32'), where(isSpoilt, Number.NaN, values)]
}

/** The items that are allowed, in order; undefined if that is every item in rising order. */
function candidatesOf({ allowed, order }: RankingRules): Int32Array | undefined {
  if (!allowed) return order
  const items = new Int32Array(allowed.length)
  let count = 0
  for (let place = 0; place < allowed.length; place++) {
    const item = order?.[place] ?? place
    if (allowed[item]) items[count++] = item
  }
  return items.subarray(0, count)
}
