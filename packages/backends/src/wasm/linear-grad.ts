import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { Accumulator } from './accumulate'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampLinearGrad`: see `linear` of @hvamp/layers. */
export function registerLinearGrad(context: WasmContext, accumulator: Accumulator): void {
  const { heap } = context
  register('HvampLinearGrad', ({ x, dy }: { x: TensorInfo; dy: TensorInfo }) => {
    const [rows, inputs] = x.shape as [number, number]
    const outputs = dy.shape[1]!
    const gradient = heap.make([inputs, outputs])
    context.product(
      { offset: heap.offset(x), rows, columns: inputs, transposed: true },
      { offset: heap.offset(dy), rows, columns: outputs },
      heap.offset(gradient),
    )
    return accumulator.own(gradient)
  })
}
