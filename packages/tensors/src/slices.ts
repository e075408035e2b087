import {
  add,
  customGrad,
  expandDims,
  type GradSaveFunc,
  gather,
  mul,
  ones,
  reshape,
  scatterND,
  sub,
  type Tensor,
  tensor1d,
  tidy,
  transpose,
  type Variable,
} from '@tensorflow/tfjs-core'
import { fusedOr } from './fused-or'

/** Some indices of one axis of a tensor of one or two dimensions: rows (0) or columns (1) of a matrix. */
export interface Slices {
  readonly axis: 0 | 1
  readonly indices: Int32Array // all different
}

/**
 * Rows or columns of a tensor, in the order of the indices. The gradient is as large as the tensor, 0 elsewhere.
 *
 * Fused kernel: `HvampGatherSlices` ({ x }, Slices).
 */
export function gatherSlices(x: Tensor, { axis, indices }: Slices): Tensor {
  const length = x.shape[axis]!
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [x] = inputs as [Tensor]
    return {
      value: fusedOr('HvampGatherSlices', { x }, { axis, indices }, () =>
        tidy(() => gather(x, tensor1d(indices, 'int32'), axis)),
      ),
      gradFunc: (dy: Tensor) => scatterSlices(dy, { axis, indices }, length),
    }
  })
  return op(x)
}

/**
 * A tensor with these rows or columns, and 0 for the rest.
 *
 * Fused kernel: `HvampScatterSlices` ({ values }, Slices and `length`).
 *
 * @param length of the axis
 */
export function scatterSlices(values: Tensor, { axis, indices }: Slices, length: number): Tensor {
  return fusedOr('HvampScatterSlices', { values }, { axis, indices, length }, () =>
    tidy(() => {
      const places = reshape(tensor1d(indices, 'int32'), [-1, 1])
      if (axis === 0) return scatterND(places, values, [length, ...values.shape.slice(1)])
      return transpose(scatterND(places, transpose(values), [length, values.shape[0]!]))
    }),
  )
}

/**
 * Sets rows or columns of a variable; the rest stays.
 *
 * Fused kernel: `HvampAssignSlices` ({ x, values }, Slices), which changes x in place and returns a scalar that means nothing. Composed,
 * the variable is given a new tensor.
 */
export function assignSlices(x: Variable, values: Tensor, { axis, indices }: Slices): void {
  tidy(() => {
    fusedOr('HvampAssignSlices', { x, values }, { axis, indices }, () => {
      const length = x.shape[axis]!
      const chosen = scatterSlices(ones([indices.length]), { axis: 0, indices }, length)
      const mask = axis === 0 && x.rank === 2 ? expandDims(chosen, 1) : chosen
      x.assign(add(mul(x, sub(1, mask)), scatterSlices(values, { axis, indices }, length)))
      return chosen
    })
  })
}
