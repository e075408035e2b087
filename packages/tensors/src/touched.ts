import { type Tensor, type Variable, variable } from '@tensorflow/tfjs-core'
import { gatherSlices } from './slices'
import type { Weight } from './weights'

/** Rows or columns of a weight that a step touches, as a tensor of their own, at which gradients end. */
export interface TouchedPart {
  readonly weight: Weight
  readonly indices: Int32Array // of the weight's `sparseAxis`, all different
  readonly values: Variable
}

let recorder: { readonly weights: ReadonlySet<Weight>; readonly parts: TouchedPart[] } | undefined

/**
 * Runs a computation in which `touched` makes the parts of these weights tensors of their own, so that their gradients are as small
 * as the parts.
 *
 * @param parts filled while it runs; the caller disposes of their values, also of those made before an error
 * @example const parts = []; recordTouched([matrix], parts, () => touched(matrix, Int32Array.of(3, 8)))
 */
export function recordTouched<T>(weights: Iterable<Weight>, parts: TouchedPart[], run: () => T): T {
  const before = recorder
  recorder = { weights: new Set(weights), parts }
  try {
    return run()
  } finally {
    recorder = before
  }
}

/** Whether parts of a weight are recorded: a layer then touches the rows that it needs, not all. */
export function isRecorded(weight: Weight): boolean {
  return weight.sparseAxis !== undefined && recorder?.weights.has(weight) === true
}

/**
 * Some rows of a weight, or columns, along its `sparseAxis`.
 *
 * @throws if the weight has no such axis
 * @example touched(output, Int32Array.of(3, 8)) // [hidden, 2] of a last layer [hidden, items]
 */
export function touched(weight: Weight, indices: Int32Array): Tensor {
  const { sparseAxis: axis } = weight
  if (axis === undefined)
    throw new Error(`touched: the weight must have a sparseAxis, got one of [${weight.shape}]`)
  const values = gatherSlices(weight.variable, { axis, indices })
  if (!isRecorded(weight)) return values
  const leaf = variable(values, false) // on the tape nothing leads to it
  recorder!.parts.push({ weight, indices, values: leaf })
  return leaf
}
