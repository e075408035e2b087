import type { AdamAttributes } from '@hvamp/tensors'
import { type TensorInfo, util } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

const STEPS_BETWEEN_FLUSHES = 64 // in which no moment decays from 1e-30 to a subnormal number

/** `HvampAdam`, in place: see `adam` of @hvamp/training. */
export function registerAdam({ heap, simd }: WasmContext): void {
  /** Factors for the gradients of the blocks, on the heap. */
  function scalesOf(
    gradient: TensorInfo,
    rows: number,
    columns: number,
    options: AdamAttributes,
  ): TensorInfo {
    const { blocks, normalize } = options
    if (!normalize) return heap.put(new Float32Array(blocks).fill(1))
    const norms = heap.make([2 * blocks]) // doubles
    simd.squaredNorms(heap.offset(gradient), rows, columns, blocks, heap.offset(norms))
    const squares = new Float64Array(heap.memory.buffer, heap.offset(norms), blocks)
    const scales = Float32Array.from(squares, (square) => 1 / (Math.sqrt(square) + 1e-7))
    heap.release(norms)
    return heap.put(scales)
  }

  register(
    'HvampAdam',
    (
      inputs: { weight: TensorInfo; moment: TensorInfo; secondMoment: TensorInfo; gradient: TensorInfo },
      options: AdamAttributes,
    ) => {
      const columns = inputs.weight.shape.at(-1) ?? 1
      const rows = util.sizeFromShape(inputs.weight.shape) / columns
      const correction = Math.sqrt(1 - options.beta2 ** options.step)
      const scales = scalesOf(inputs.gradient, rows, columns, options)
      simd.adam(
        heap.offset(inputs.weight),
        heap.offset(inputs.moment),
        heap.offset(inputs.secondMoment),
        heap.offset(inputs.gradient),
        rows,
        columns,
        options.blocks,
        heap.offset(scales),
        options.weightDecay,
        (options.learningRate * correction) / (1 - options.beta1 ** options.step),
        options.beta1,
        1 - options.beta1,
        options.beta2,
        1 - options.beta2,
        options.epsilon * correction,
      )
      heap.release(scales)
      if (options.step % STEPS_BETWEEN_FLUSHES === 0) {
        for (const moment of [inputs.moment, inputs.secondMoment])
          simd.flush(heap.offset(moment), rows * columns)
      }
      return heap.make([])
    },
  )
}
