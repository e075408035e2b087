import type { SparseRows } from '@hvamp/layers'
import { topK } from '@hvamp/metrics'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampRankUnseen`, on the logits where they are: see `rankUnseen` of @hvamp/layers. */
export function registerRankUnseen({ heap }: WasmContext): void {
  let chosen = new Int32Array(0)

  register(
    'HvampRankUnseen',
    ({ logits }: { logits: TensorInfo }, { rows, k }: { rows: SparseRows; k: number }) => {
      const [rowCount, itemCount] = logits.shape as [number, number]
      const items = heap.make([rowCount, k], 'int32')
      const scores = heap.make([rowCount, k])
      const itemsOut = heap.integers(heap.offset(items), rowCount * k).fill(-1)
      const scoresOut = heap.floats(heap.offset(scores), rowCount * k).fill(Number.NEGATIVE_INFINITY)
      const all = heap.floats(heap.offset(logits), rowCount * itemCount)
      if (chosen.length < k) chosen = new Int32Array(k)
      for (let row = 0; row < rowCount; row++) {
        const own = all.subarray(row * itemCount, (row + 1) * itemCount)
        for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) {
          own[rows.columns[i]!] = Number.NEGATIVE_INFINITY
        }
        const best = topK(own, k, chosen)
        itemsOut.set(best, row * k)
        for (let rank = 0; rank < best.length; rank++) scoresOut[row * k + rank] = own[best[rank]!]!
      }
      return [items, scores]
    },
  )
}
