import type { AdamAttributes } from '@hvamp/tensors'
import { type TensorInfo, util } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import type { LazyGradients } from './lazy-gradients'
import { register } from './register'
import type { AdamNumbers, AdamState } from './simd'

const STEPS_BETWEEN_FLUSHES = 64 // in which no moment decays from 1e-30 to a subnormal number

/** `HvampAdam` and `HvampRowAdam`, in place: see `adam` of @hvamp/training. */
export function registerAdam({ heap, simd, inParts }: WasmContext, gradients: LazyGradients): void {
  /** Factors for the gradients of the blocks, on the heap: 1 over their L2 norms. */
  function scalesOf(
    gradient: TensorInfo,
    rows: number,
    columns: number,
    options: AdamAttributes,
  ): TensorInfo {
    const { blocks, normalize } = options
    if (!normalize) return heap.put(new Float32Array(blocks).fill(1))
    const compute = gradients.rowsOf(gradient)
    const at = compute ? 0 : heap.offset(gradient)
    return heap.withRoom([rows * blocks], (squaresAt) => {
      if (compute) {
        compute((work, rowsOf) =>
          inParts('gradientSquares', work, (...part) => [...rowsOf(...part), blocks, squaresAt]),
        )
      } else {
        inParts('rowSquares', { count: rows, floats: rows * columns }, (from, to) => [
          at + 4 * from * columns,
          ...([to - from, columns, blocks, squaresAt + 4 * from * blocks] as const),
        ])
      }
      const squares = heap.floats(squaresAt, rows * blocks)
      const scales = Float32Array.from({ length: blocks }, (_, block) => {
        let total = 0 // in double, row after row, whichever thread had it
        for (let i = block; i < squares.length; i += blocks) total += squares[i]!
        return 1 / (Math.sqrt(total) + 1e-7)
      })
      return heap.put(scales)
    })
  }

  function step(
    { weight, moment, secondMoment, gradient }: Tensors,
    options: AdamAttributes,
    secondMoments: 'perElement' | 'perRow',
  ): TensorInfo {
    const columns = weight.shape.at(-1) ?? 1
    const rows = util.sizeFromShape(weight.shape) / columns
    const correction = Math.sqrt(1 - options.beta2 ** options.step)
    const scales = scalesOf(gradient, rows, columns, options)
    const state: AdamState = [heap.offset(weight), heap.offset(moment), heap.offset(secondMoment)]
    const numbers: AdamNumbers = [
      options.blocks,
      heap.offset(scales),
      options.weightDecay,
      (options.learningRate * correction) / (1 - options.beta1 ** options.step),
      options.beta1,
      1 - options.beta1,
      options.beta2,
      1 - options.beta2,
      options.epsilon * correction,
    ]
    const compute = secondMoments === 'perElement' ? gradients.rowsOf(gradient) : undefined
    if (compute) {
      compute((work, rowsOf) =>
        inParts('gradientAdam', work, (...part) => [...rowsOf(...part), ...state, ...numbers]),
      )
    } else if (secondMoments === 'perElement') {
      const at = heap.offset(gradient)
      inParts('adam', { count: rows, grain: 4, floats: 7 * rows * columns }, (from, to) => {
        const parts = [...state, at].map((address) => address + 4 * from * columns) as [...AdamState, number]
        return [...parts, to - from, columns, ...numbers]
      })
    } else {
      const isByColumn = secondMoment.shape.at(-1) === columns // [1, columns]; [rows, 1] else, also of one row
      const sums = heap.make([isByColumn ? columns : 1])
      const at = heap.offset(gradient)
      simd.rowAdam(...state, at, rows, columns, isByColumn, heap.offset(sums), ...numbers)
      heap.release(sums)
    }
    heap.release(scales)
    if (options.step % STEPS_BETWEEN_FLUSHES === 0) {
      for (const each of [moment, secondMoment]) {
        simd.flush(heap.offset(each), util.sizeFromShape(each.shape))
      }
    }
    return heap.make([])
  }

  register('HvampAdam', (inputs: Tensors, options: AdamAttributes) => step(inputs, options, 'perElement'))
  register('HvampRowAdam', (inputs: Tensors, options: AdamAttributes) => step(inputs, options, 'perRow'))
}

interface Tensors {
  readonly weight: TensorInfo
  readonly moment: TensorInfo
  readonly secondMoment: TensorInfo
  readonly gradient: TensorInfo
}
