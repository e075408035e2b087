import type { SparseRows } from '@hvamp/layers'
import { topK } from '@hvamp/metrics'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampRankUnseen`, on the logits where they are: see `rankUnseen` of @hvamp/layers. */
export function registerRankUnseen({ heap, simd }: WasmContext): void {
  register(
    'HvampRankUnseen',
    ({ logits }: { logits: TensorInfo }, { rows, k }: { rows: SparseRows; k: number }) => {
      const [rowCount, itemCount] = logits.shape as [number, number]
      const block = blockOf(itemCount, k)
      const ranking = [heap.make([rowCount, k], 'int32'), heap.make([rowCount, k])]
      const scratch = [heap.make([2 * Math.ceil(itemCount / block)]), heap.make([itemCount], 'int32')]
      const [itemsAt, scoresAt] = ranking.map(heap.offset) as [number, number]
      const [maximaAt, candidatesAt] = scratch.map(heap.offset) as [number, number]
      const items = heap.integers(itemsAt, rowCount * k).fill(-1)
      const scores = heap.floats(scoresAt, rowCount * k).fill(Number.NEGATIVE_INFINITY)
      const candidates = heap.integers(candidatesAt, itemCount)
      const keys = new Float64Array(itemCount) // once for all rows: garbage of each would keep the collector busy

      function rankRow(row: number): void {
        const at = heap.offset(logits) + row * itemCount * 4
        const own = heap.floats(at, itemCount)
        for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) {
          own[rows.columns[i]!] = Number.NEGATIVE_INFINITY
        }
        const best = bestOf(at, own)
        items.set(best, row * k)
        for (let rank = 0; rank < best.length; rank++) scores[row * k + rank] = own[best[rank]!]!
      }

      function bestOf(at: number, own: Float32Array): Int32Array {
        if (itemCount > MOST_ITEMS) return topK(own, k)
        const found = simd.candidates(at, itemCount, k, block, maximaAt, candidatesAt)
        if (found < 0) {
          const error = new Error(
            `rankUnseen: logits must be numbers, got NaN for item ${own.findIndex(Number.isNaN)}`,
          )
          throw Object.assign(error, { code: 'HVAMP_NOT_FINITE' }) // as of a training that has come to NaN
        }
        sort(candidates.subarray(0, found), heap.integers(at, itemCount), keys.subarray(0, found))
        return candidates.subarray(0, Math.min(k, found))
      }

      try {
        for (let row = 0; row < rowCount; row++) rankRow(row)
        return ranking
      } catch (error) {
        for (const tensor of ranking) heap.release(tensor)
        throw error
      } finally {
        for (const tensor of scratch) heap.release(tensor)
      }
    },
  )
}

/** Values of a block: twice as many blocks as ranks leave few candidates, and whole vectors where there are many. */
function blockOf(itemCount: number, k: number): number {
  const values = Math.max(1, Math.floor(itemCount / (2 * k)))
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
