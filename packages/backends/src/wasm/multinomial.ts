import type { SparseRows } from '@hvamp/layers'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'
import { withRows } from './with-rows'

interface Options {
  readonly rows: SparseRows
}

/** `HvampMultinomial` and its gradient: see `multinomialLogLikelihood` of @hvamp/layers. */
export function registerMultinomial({ heap, simd }: WasmContext): void {
  register('HvampMultinomial', ({ logits }: { logits: TensorInfo }, { rows }: Options) => {
    const [rowCount, items] = logits.shape as [number, number]
    const value = heap.make([rowCount])
    const logNormalizer = heap.make([rowCount])
    const results = [heap.offset(logNormalizer), heap.offset(value)] as const
    withRows(heap, rows, (...entries) =>
      simd.multinomial(heap.offset(logits), rowCount, items, ...entries, ...results),
    )
    return [value, logNormalizer]
  })

  register(
    'HvampMultinomialGrad',
    (
      { dy, logits, logNormalizer }: { dy: TensorInfo; logits: TensorInfo; logNormalizer: TensorInfo },
      { rows }: Options,
    ) => {
      const [rowCount, items] = logits.shape as [number, number]
      const gradient = heap.make([rowCount, items])
      const [upstream, scores] = [heap.offset(dy), heap.offset(logits)]
      const results = [heap.offset(logNormalizer), heap.offset(gradient)] as const
      withRows(heap, rows, (...entries) =>
        simd.multinomialGrad(upstream, scores, rowCount, items, ...entries, ...results),
      )
      return gradient
    },
  )
}
