import { compactRows, type SparseRows } from '@hvamp/layers'
import { type Random, requireCount } from '@hvamp/random'

/** The items that stand for all in a step. */
export interface SampledItems {
  /** Those of the rows, and those that were drawn, rising. */
  readonly columns: Int32Array
  /** The rows over these columns. */
  readonly rows: SparseRows
  /** Added to the logits: −log of how often an item was to be expected, for each time that it was drawn; 0 of those of the rows. */
  readonly shifts: Float32Array // [columns.length]
}

/** Draws items for the softmax of a step. */
export interface ItemSampler {
  /** The number of times that each item is drawn, on average: [items], at most 1. */
  readonly expected: Float64Array
  sample(rows: SparseRows, noise: Random): SampledItems
}

/**
 * Draws items to stand for all in the normaliser of a softmax (Bengio and Senécal 2008; Jean et al. 2015).
 *
 * The items of the batch's rows always take part. Of the rest, item j is drawn E_j times on average, and e^logit / E_j is added for
 * each time: the correction by log Q of the logits (Yi et al. 2019), by which the sum is that over all items on average. A drawn item
 * that a row of the batch has counts once, as the row's, so that nothing counts twice.
 *
 * Half of the draws are in proportion to how many training users have an item, and half even, so that no item has more than twice the
 * weight that even draws give it (Hesterberg 1995). With E_1 + E_2 + … laid out on a line, each unit of the line draws the item at a
 * point of its own: with `count` no less than the items, every item once.
 *
 * @param count of the draws
 * @param support how many training users have each item: [items]
 * @throws if the count is not a positive integer, or no item has a user
 */
export function itemSampler(count: number, support: ArrayLike<number>): ItemSampler {
  requireCount('itemSampler: count', count)
  const expected = expectedDraws(Math.min(count, support.length), support)
  const ends = expected.slice()
  for (let item = 1; item < ends.length; item++) ends[item]! += ends[item - 1]!

  function drawn(noise: Random): Int32Array {
    const items = new Int32Array(Math.min(count, support.length))
    let item = 0
    for (let draw = 0; draw < items.length; draw++) {
      const point = draw + noise.uniform()
      while (item < ends.length - 1 && ends[item]! <= point) item++
      items[draw] = item
    }
    return items
  }

  return {
    expected,
    sample(rows, noise) {
      const times = drawn(noise)
      const { columns, rows: among } = compactRows(rows, times)
      const isOfRows = new Uint8Array(columns.length)
      for (const column of among.columns) isOfRows[column] = 1
      const shifts = new Float32Array(columns.length)
      let next = 0
      for (const [place, column] of columns.entries()) {
        const first = next
        while (times[next] === column) next++ // both rise
        if (!isOfRows[place]) shifts[place] = Math.log((next - first) / expected[column]!)
      }
      return { columns, rows: among, shifts }
    },
  }
}

/** In proportion to the shares of the items, but at most 1 each: [items], of sum `count`. */
function expectedDraws(count: number, support: ArrayLike<number>): Float64Array {
  const items = support.length
  let total = 0
  for (let item = 0; item < items; item++) total += support[item]!
  if (!(total > 0)) throw new Error(`itemSampler: support must have an item with users, got ${items} without`)
  if (count === items) return new Float64Array(items).fill(1)
  const shares = Float64Array.from(support, (users) => 0.5 * (users / total) + 0.5 / items)
  const expected = new Float64Array(items)
  for (let certain = -1, now = 0; now !== certain; ) {
    certain = now
    let rest = 0
    for (let item = 0; item < items; item++) if (expected[item]! < 1) rest += shares[item]!
    const factor = (count - certain) / rest
    now = 0
    for (let item = 0; item < items; item++) {
      if (expected[item]! < 1) expected[item] = Math.min(1, factor * shares[item]!)
      if (expected[item] === 1) now++
    }
  }
  return expected
}
