import type { SparseRows } from '@hvamp/layers'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'
import { withRows } from './with-rows'

interface Options {
  readonly rows: SparseRows
}

type Addresses = [number, number, number]

/** `HvampMultinomial` and its gradient: see `multinomialLogLikelihood` of @hvamp/layers. */
export function registerMultinomial({ heap, inParts }: WasmContext): void {
  register('HvampMultinomial', ({ logits }: { logits: TensorInfo }, { rows }: Options) => {
    const [rowCount, items] = logits.shape as [number, number]
    const value = heap.make([rowCount])
    const logNormalizer = heap.make([rowCount])
    const [scores, normalizers, values] = [logits, logNormalizer, value].map(heap.offset) as Addresses
    withRows(heap, rows, (offsets, ...entries) =>
      inParts('multinomial', { count: rowCount, floats: rowCount * items }, (from, to) => [
        ...([scores + 4 * from * items, to - from, items, offsets + 4 * from, ...entries] as const),
        ...([normalizers + 4 * from, values + 4 * from] as const),
      ]),
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
      const [scores, normalizers, gradients] = [logits, logNormalizer, gradient].map(heap.offset) as Addresses
      const upstream = heap.offset(dy)
      withRows(heap, rows, (offsets, ...entries) =>
        inParts('multinomialGrad', { count: rowCount, floats: 2 * rowCount * items }, (from, to) => [
          ...([upstream + 4 * from, scores + 4 * from * items, to - from, items] as const),
          ...([
            offsets + 4 * from,
            ...entries,
            normalizers + 4 * from,
            gradients + 4 * from * items,
          ] as const),
        ]),
      )
      return gradient
    },
  )
}
