import type { SparseRows } from '@hvamp/layers'
import { likelyFloor, topK } from '@hvamp/metrics'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampRankUnseen`, on the logits where they are: see `rankUnseen` of @hvamp/layers. */
export function registerRankUnseen({ heap, simd }: WasmContext): void {
  register(
    'HvampRankUnseen',
    ({ logits }: { logits: TensorInfo }, { rows, k }: { rows: SparseRows; k: number }) => {
      const [rowCount, itemCount] = logits.shape as [number, number]
      const made = [
        heap.make([rowCount, k], 'int32'),
        heap.make([rowCount, k]),
        heap.make([itemCount], 'int32'),
      ]
      const [itemsAt, scoresAt, candidatesAt] = made.map(heap.offset) as [number, number, number]
      const items = heap.integers(itemsAt, rowCount * k).fill(-1)
      const scores = heap.floats(scoresAt, rowCount * k).fill(Number.NEGATIVE_INFINITY)
      const candidates = heap.integers(candidatesAt, itemCount)

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
        const floor = itemCount <= MOST_ITEMS ? likelyFloor(own, k) : Number.NEGATIVE_INFINITY
        if (floor === Number.NEGATIVE_INFINITY) return topK(own, k)
        const found = simd.atLeast(at, itemCount, floor, candidatesAt)
        if (found < k) return topK(own, k)
        return sorted(candidates.subarray(0, found), heap.integers(at, itemCount)).subarray(0, k)
      }

      try {
        for (let row = 0; row < rowCount; row++) rankRow(row)
      } catch (error) {
        for (const tensor of made) heap.release(tensor)
        throw error
      }
      heap.release(made[2]!)
      return made.slice(0, 2)
    },
  )
}

const MOST_ITEMS = 2 ** 21 // of which a number, with the 32 bits of a score, fits into the digits of a double
// Bits of single floats.
const INFINITY = 0x7f800000 // NaN is beyond it
const NEGATIVE_ZERO = -(2 ** 31)

/**
 * Some items in the order of their scores, the best first; of equal scores the lower item comes first.
 *
 * Each becomes a number with its score in front and the item behind it, so that a plain sort of numbers ranks them.
 *
 * @param bits the scores of all items as integers, which rise with positive scores and fall with negative ones
 * @throws if a score is NaN
 */
function sorted(items: Int32Array, bits: Int32Array): Int32Array {
  const keys = new Float64Array(items.length)
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!
    const score = bits[item]!
    if ((score & 0x7fffffff) > INFINITY)
      throw new Error(`rankUnseen: logits must be numbers, got NaN for item ${item}`)
    const rising = score >= 0 ? score : score === NEGATIVE_ZERO ? 0 : score ^ 0x7fffffff
    keys[i] = item - rising * MOST_ITEMS // the higher the score, the lower the key
  }
  keys.sort()
  const inOrder = new Int32Array(keys.length)
  for (let i = 0; i < keys.length; i++) {
    inOrder[i] = keys[i]! - Math.floor(keys[i]! / MOST_ITEMS) * MOST_ITEMS
  }
  return inOrder
}
