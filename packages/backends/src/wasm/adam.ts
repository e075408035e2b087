import { type TensorInfo, util } from '@tensorflow/tfjs-core'
import type { AdamStep } from '../adam-step'
import type { WasmContext } from './context'
import { register } from './register'

/** `HvampAdam`, in place: see `adam` of @hvamp/training. */
export function registerAdam({ heap, simd }: WasmContext): void {
  register(
    'HvampAdam',
    (
      inputs: { weight: TensorInfo; moment: TensorInfo; secondMoment: TensorInfo; gradient: TensorInfo },
      options: AdamStep,
    ) => {
      const { shape } = inputs.weight
      const columns = shape.at(-1) ?? 1
      const rows = util.sizeFromShape(shape) / columns
      const width = columns / options.blocks
      const gradient = heap.offset(inputs.gradient)
      for (let from = 0; from < columns; from += width) {
        const norm = options.normalize
          ? Math.sqrt(simd.squaredNorm(gradient, rows, columns, from, from + width))
          : 0
        simd.adam(
          heap.offset(inputs.weight),
          heap.offset(inputs.moment),
          heap.offset(inputs.secondMoment),
          gradient,
          rows,
          columns,
          from,
          from + width,
          options.normalize ? 1 / (norm + 1e-7) : 1,
          options.weightDecay,
          options.learningRate / (1 - options.beta1 ** options.step),
          1 / (1 - options.beta2 ** options.step),
          options.beta1,
          1 - options.beta1,
          options.beta2,
          1 - options.beta2,
          options.epsilon,
        )
      }
      return heap.make([])
    },
  )
}
