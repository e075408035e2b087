import type { RankUnseenOptions } from '@hvamp/layers'
import { topK } from '@hvamp/metrics'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampRankUnseen`, on the logits in place: see `rankUnseen` of @hvamp/layers. */
export function registerRankUnseen(context: WasmContext): void {
  const { heap, simd } = context
  register('HvampRankUnseen', ({ logits }: { logits: TensorInfo }, options: RankUnseenOptions) => {
    const [rowCount, itemCount] = logits.shape as [number, number]
    const { rows, k, candidates, offsets } = options
    const ranking = [heap.make([rowCount, k], 'int32'), heap.make([rowCount, k])]
    const [itemsAt, scoresAt] = ranking.map(heap.offset) as [number, number]
    const given = [candidates, offsets].map((values) => (values?.length ? heap.put(values) : undefined))
    const [chosen, added] = given
    const count = candidates?.length ?? itemCount
    const scratch = candidates && count > 0 ? heap.make([count]) : undefined
    const { bestOf, release } = ranker(context, count, Math.min(k, count))
    const logitsAt = heap.offset(logits)
    const items = heap.integers(itemsAt, rowCount * k).fill(-1)
    const scores = heap.floats(scoresAt, rowCount * k).fill(Number.NEGATIVE_INFINITY)

    function rankRow(row: number): void {
      const at = logitsAt + row * itemCount * 4
      if (added) simd.addInto(heap.offset(added), at, itemCount)
      const all = heap.floats(at, itemCount)
      for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) {
        all[rows.columns[i]!] = Number.NEGATIVE_INFINITY
      }
      if (scratch) simd.gather(at, heap.offset(chosen!), count, heap.offset(scratch))
      const from = scratch ? heap.offset(scratch) : at
      const own = heap.floats(from, count)
      bestOf(from, (index) => candidates?.[index] ?? index).forEach((index, rank) => {
        items[row * k + rank] = candidates?.[index] ?? index
        scores[row * k + rank] = own[index]!
      })
    }

    try {
      if (count > 0) for (let row = 0; row < rowCount; row++) rankRow(row)
      return ranking
    } finally {
      for (const tensor of [...given, scratch]) if (tensor) heap.release(tensor)
      release()
    }
  })
}

/** Finds the k best of `count` values, of equal values the first, with scratch memory of its own until `release`. */
function ranker({ heap, simd }: WasmContext, count: number, k: number) {
  const block = blockOf(count, k)
  const scratch = [heap.make([2 * Math.ceil(count / block)]), heap.make([count], 'int32')]
  const [maximaAt, candidatesAt] = scratch.map(heap.offset) as [number, number]
  const candidates = heap.integers(candidatesAt, count)
  const keys = new Float64Array(count) // once for all rows: garbage of each would keep the collector busy

  return {
    /** @param itemOf for errors: the item that a value belongs to */
    bestOf(at: number, itemOf: (index: number) => number): Int32Array {
      const values = heap.floats(at, count)
      if (count > MOST_ITEMS) return topK(values, k)
      const found = simd.candidates(at, count, k, block, maximaAt, candidatesAt)
      if (found < 0) {
        const item = itemOf(values.findIndex(Number.isNaN))
        const error = new Error(`rankUnseen: logits must be numbers, got NaN for item ${item}`)
        throw Object.assign(error, { code: 'HVAMP_NOT_FINITE' }) // as of a training that has come to NaN
      }
      sort(candidates.subarray(0, found), heap.integers(at, count), keys.subarray(0, found))
      return candidates.subarray(0, Math.min(k, found))
    },
    release() {
      for (const tensor of scratch) heap.release(tensor)
    },
  }
}

/** Values of a block: twice as many blocks as ranks leave few candidates, and whole vectors where there are many. */
function blockOf(itemCount: number, k: number): number {
  const values = Math.max(1, Math.floor(itemCount / (2 * Math.max(k, 1))))
  return values < 8 ? values : values - (values % 8)
}

const MOST_ITEMS = 2 ** 21 // of which a number, with the 32 bits of a score, fits into the digits of a double
const NEGATIVE_ZERO = -(2 ** 31) // as the bits of a single float

/**
 * Puts some items into the order of their scores, the best first; of equal scores the lower item comes first.
 *
 * Each becomes a number with its score in front and the item behind it, so that a plain sort of numbers ranks them.
 *
 * @param bits the scores of all items, none of them NaN, as integers: they rise with positive scores and fall with negative ones
 * @param keys as long as `items`, to be overwritten
 */
function sort(items: Int32Array, bits: Int32Array, keys: Float64Array): void {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!
    const score = bits[item]!
    const rising = score >= 0 ? score : score === NEGATIVE_ZERO ? 0 : score ^ 0x7fffffff
    keys[i] = item - rising * MOST_ITEMS // the higher the score, the lower the key
  }
  keys.sort()
  for (let i = 0; i < keys.length; i++) items[i] = keys[i]! - Math.floor(keys[i]! / MOST_ITEMS) * MOST_ITEMS
}
