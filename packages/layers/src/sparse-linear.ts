import { fusedOr } from '@hvamp/tensors'
import {
  add,
  cast,
  concat,
  customGrad,
  type GradSaveFunc,
  matMul,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import { columnSums } from './linear'
import { requireRows, type SparseRows } from './sparse-rows'
import { toDense } from './to-dense'

/**
 * Affine map of sparse rows, optionally with further dense columns: [x, side] W + b.
 *
 * Fused kernels: `HvampSparseLinear` ({ weights, bias, side? }, { rows }) and the gradient of the weights,
 * `HvampSparseLinearGrad` ({ dy, side? }, { rows }).
 *
 * @param rows [rowCount, columnCount], sparse
 * @param weights [columnCount + sideInputs, outputs]
 * @param bias [outputs]
 * @param side [rowCount, sideInputs]
 * @returns [rowCount, outputs]
 * @throws if the shapes do not fit, or `rows` is not well-formed
 */
export function sparseLinear(rows: SparseRows, weights: Tensor2D, bias: Tensor1D, side?: Tensor2D): Tensor2D {
  requireRows('sparseLinear', rows)
  const inputs = rows.columnCount + (side?.shape[1] ?? 0)
  if (weights.shape[0] !== inputs) {
    throw new Error(
      `sparseLinear: weights [${weights.shape}] must have ${inputs} rows, as many as the input has columns`,
    )
  }
  if (bias.size !== weights.shape[1]) {
    throw new Error(
      `sparseLinear: bias [${bias.shape}] must have a value for each column of [${weights.shape}]`,
    )
  }
  if (side && side.shape[0] !== rows.rowCount) {
    throw new Error(`sparseLinear: side [${side.shape}] must have ${rows.rowCount} rows, as the sparse part`)
  }
  const op = customGrad((...given: (Tensor | GradSaveFunc)[]) => {
    const save = given.at(-1) as GradSaveFunc
    const [w, b, z] = given.slice(0, -1) as [Tensor2D, Tensor1D, Tensor2D | undefined]
    save(z ? [w, z] : [])
    return {
      value: affine(rows, w, b, z),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const upstream = dy as Tensor2D
        const [w, z] = saved as [Tensor2D?, Tensor2D?]
        const gradients: Tensor[] = [weightGradient(rows, upstream, z), columnSums(upstream)]
        if (w && z) gradients.push(matMul(upstream, slice(w, [rows.columnCount, 0]), false, true))
        return gradients
      },
    }
  })
  return (side ? op(weights, bias, side) : op(weights, bias)) as Tensor2D
}

function affine(rows: SparseRows, weights: Tensor2D, bias: Tensor1D, side?: Tensor2D): Tensor2D {
  const inputs = { weights, bias, ...(side && { side }) }
  return fusedOr('HvampSparseLinear', inputs, { rows }, () => add(matMul(dense(rows, side), weights), bias))
}

function weightGradient(rows: SparseRows, dy: Tensor2D, side?: Tensor2D): Tensor2D {
  return fusedOr('HvampSparseLinearGrad', { dy, ...(side && { side }) }, { rows }, () =>
    matMul(dense(rows, side), dy, true, false),
  )
}

function dense(rows: SparseRows, side?: Tensor2D): Tensor2D {
  return side ? concat([toDense(rows), cast(side, 'float32')], 1) : toDense(rows)
}
