import { scatterSlices, type Weight } from '@hvamp/tensors'
import { add, addN, type Tensor } from '@tensorflow/tfjs-core'
import type { Gradient, SparseGradient } from './gradient'

/**
 * The sum of the gradients of a weight's parts, over all indices that one of them has; or, where the weight is also used as a whole,
 * over all indices.
 *
 * @param parts at least one
 */
export function unitedParts(
  { shape, sparseAxis }: Pick<Weight, 'shape' | 'sparseAxis'>,
  parts: readonly SparseGradient[],
  whole: Tensor | undefined,
): Gradient {
  const axis = sparseAxis!
  const [first] = parts
  if (!whole && parts.length === 1) return first!
  const length = shape[axis]!
  if (whole) {
    return parts.reduce(
      (sum: Tensor, { indices, values }) => add(sum, scatterSlices(values, { axis, indices }, length)),
      whole,
    )
  }
  const places = new Int32Array(length).fill(-1)
  for (const { indices } of parts) for (const index of indices) places[index] = 0
  const all = Int32Array.from(places.keys()).filter((index) => places[index] === 0)
  for (const [place, index] of all.entries()) places[index] = place
  const widened = parts.map(({ indices, values }) =>
    scatterSlices(values, { axis, indices: indices.map((index) => places[index]!) }, all.length),
  )
  return { indices: all, values: addN(widened) }
}
