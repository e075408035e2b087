import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampLogSumExp` and `HvampScaledExp`: see `logSumExpRows` and `scaledExpRows` of @hvamp/tensors. */
export function registerSoftmax({ heap, simd }: WasmContext): void {
  register('HvampLogSumExp', ({ x }: { x: TensorInfo }) => {
    const [rows, columns] = x.shape as [number, number]
    const out = heap.make([rows])
    simd.logSumExp(heap.offset(x), rows, columns, heap.offset(out))
    return out
  })
  register('HvampScaledExp', (inputs: { x: TensorInfo; shift: TensorInfo; factor: TensorInfo }) => {
    const [rows, columns] = inputs.x.shape as [number, number]
    const out = heap.make([rows, columns])
    simd.scaledExp(
      heap.offset(inputs.x),
      rows,
      columns,
      heap.offset(inputs.shift),
      heap.offset(inputs.factor),
      heap.offset(out),
    )
    return out
  })
}
