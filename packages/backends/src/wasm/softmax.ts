import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

type Addresses = [number, number, number, number]

/** `HvampLogSumExp` and `HvampScaledExp`: see `logSumExpRows` and `scaledExpRows` of @hvamp/tensors. */
export function registerSoftmax({ heap, inParts }: WasmContext): void {
  register('HvampLogSumExp', ({ x }: { x: TensorInfo }) => {
    const [rows, columns] = x.shape as [number, number]
    const out = heap.make([rows])
    const [source, target] = [heap.offset(x), heap.offset(out)]
    inParts('logSumExp', { count: rows, floats: rows * columns }, (from, to) => [
      source + 4 * from * columns,
      to - from,
      columns,
      target + 4 * from,
    ])
    return out
  })
  register('HvampScaledExp', (inputs: { x: TensorInfo; shift: TensorInfo; factor: TensorInfo }) => {
    const [rows, columns] = inputs.x.shape as [number, number]
    const out = heap.make([rows, columns])
    const { x, shift, factor } = inputs
    const [source, shifts, factors, target] = [x, shift, factor, out].map(heap.offset) as Addresses
    inParts('scaledExp', { count: rows, floats: 2 * rows * columns }, (from, to) => [
      ...([source + 4 * from * columns, to - from, columns] as const),
      ...([shifts + 4 * from, factors + 4 * from, target + 4 * from * columns] as const),
    ])
    return out
  })
}
