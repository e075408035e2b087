import type { SparseRows } from '@hvamp/layers'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampMultinomial` and its gradient: see `multinomialLogLikelihood` of @hvamp/layers. */
export function registerMultinomial({ heap, simd }: WasmContext): void {
  register('HvampMultinomial', ({ logits }: { logits: TensorInfo }, { rows }: { rows: SparseRows }) => {
    const [rowCount, items] = logits.shape as [number, number]
    const logNormalizer = heap.make([rowCount])
    const value = heap.make([rowCount])
    simd.logSumExp(heap.offset(logits), rowCount, items, heap.offset(logNormalizer))
    const scores = heap.floats(heap.offset(logits), rowCount * items)
    const normalizers = heap.floats(heap.offset(logNormalizer), rowCount)
    const out = heap.floats(heap.offset(value), rowCount)
    for (let row = 0; row < rowCount; row++) {
      let total = 0
      for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) {
        total += rows.values[i]! * (scores[row * items + rows.columns[i]!]! - normalizers[row]!)
      }
      out[row] = total
    }
    return [value, logNormalizer]
  })

  register(
    'HvampMultinomialGrad',
    (
      { dy, logits, logNormalizer }: { dy: TensorInfo; logits: TensorInfo; logNormalizer: TensorInfo },
      { rows }: { rows: SparseRows },
    ) => {
      const [rowCount, items] = logits.shape as [number, number]
      const gradient = heap.make([rowCount, items])
      const factor = heap.make([rowCount])
      const upstream = heap.floats(heap.offset(dy), rowCount)
      const factors = heap.floats(heap.offset(factor), rowCount)
      for (let row = 0; row < rowCount; row++) {
        let total = 0
        for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) total += rows.values[i]!
        factors[row] = -upstream[row]! * total
      }
      const at = heap.offset(gradient)
      simd.scaledExp(
        heap.offset(logits),
        rowCount,
        items,
        heap.offset(logNormalizer),
        heap.offset(factor),
        at,
      )
      heap.release(factor)
      const out = heap.floats(at, rowCount * items)
      for (let row = 0; row < rowCount; row++) {
        for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) {
          out[row * items + rows.columns[i]!]! += upstream[row]! * rows.values[i]!
        }
      }
      return gradient
    },
  )
}
