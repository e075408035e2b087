import type { SparseRows } from '@hvamp/layers'
import { topK } from '@hvamp/metrics'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

const SAMPLED = 1024 // scores looked at first, where there are many

/** `HvampRankUnseen`, on the logits where they are: see `rankUnseen` of @hvamp/layers. */
export function registerRankUnseen({ heap, simd }: WasmContext): void {
  register(
    'HvampRankUnseen',
    ({ logits }: { logits: TensorInfo }, { rows, k }: { rows: SparseRows; k: number }) => {
      const [rowCount, itemCount] = logits.shape as [number, number]
      const items = heap.make([rowCount, k], 'int32')
      const scores = heap.make([rowCount, k])
      const candidates = heap.make([itemCount], 'int32')
      const itemsOut = heap.integers(heap.offset(items), rowCount * k).fill(-1)
      const scoresOut = heap.floats(heap.offset(scores), rowCount * k).fill(Number.NEGATIVE_INFINITY)
      const all = heap.floats(heap.offset(logits), rowCount * itemCount)
      const indices = heap.integers(heap.offset(candidates), itemCount)
      for (let row = 0; row < rowCount; row++) {
        const own = all.subarray(row * itemCount, (row + 1) * itemCount)
        for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) {
          own[rows.columns[i]!] = Number.NEGATIVE_INFINITY
        }
        const at = heap.offset(logits) + row * itemCount * 4
        const found = simd.atLeast(at, itemCount, likelyFloor(own, k), heap.offset(candidates))
        const best = found < k ? topK(own, k) : topOf(own, indices.subarray(0, found), k)
        itemsOut.set(best, row * k)
        for (let rank = 0; rank < best.length; rank++) scoresOut[row * k + rank] = own[best[rank]!]!
      }
      heap.release(candidates)
      return [items, scores]
    },
  )
}

/** The k best of some items, which are in rising order: of equal scores the lower item comes first. */
function topOf(scores: Float32Array, items: Int32Array, k: number): Int32Array {
  const own = new Float32Array(items.length)
  for (let i = 0; i < own.length; i++) own[i] = scores[items[i]!]!
  const best = topK(own, k)
  for (let rank = 0; rank < best.length; rank++) best[rank] = items[best[rank]!]!
  return best
}

/** A score that the k highest almost surely reach, and few others: a high rank among evenly spaced ones. */
function likelyFloor(scores: Float32Array, k: number): number {
  const stride = Math.floor(scores.length / SAMPLED)
  const rank = Math.ceil((2 * k) / stride) + 4 // about k / stride of those looked at are among the k highest
  if (stride < 4 || rank > k) return Number.NEGATIVE_INFINITY
  const sample = new Float32Array(SAMPLED)
  for (let i = 0; i < SAMPLED; i++) sample[i] = scores[i * stride]!
  const best = topK(sample, rank)
  return best.length < rank ? Number.NEGATIVE_INFINITY : sample[best[rank - 1]!]!
}
