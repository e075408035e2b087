import {
  add,
  concat,
  customGrad,
  type GradSaveFunc,
  matMul,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import { fusedOr } from '@hvamp/tensors'
import { columnSums } from './linear'
import { type SparseRows, toDense } from './sparse-rows'

/**
 * Affine map of sparse rows, optionally with dense columns beside them: [x, beside] W + b.
 *
 * Fused kernels: `HvampSparseMatMul` ({ weights }, { rows }) → [rows, outputs], which reads only the first
 * `rows.columnCount` rows of `weights`, and its transpose `HvampSparseMatMulGrad` ({ dy }, { rows }) →
 * [rows.columnCount, outputs].
 *
 * @param rows [rowCount, columnCount], sparse
 * @param weights [columnCount + besideCount, outputs]
 * @param bias [outputs]
 * @param beside [rowCount, besideCount]
 * @returns [rowCount, outputs]
 */
export function sparseLinear(
  rows: SparseRows,
  weights: Tensor2D,
  bias: Tensor1D,
  beside?: Tensor2D,
): Tensor2D {
  const inputs = rows.columnCount + (beside?.shape[1] ?? 0)
  if (weights.shape[0] !== inputs) {
    throw new Error(
      `sparseLinear: weights [${weights.shape}] must have ${inputs} rows, as many as the input has columns`,
    )
  }
  const op = customGrad((...given: (Tensor | GradSaveFunc)[]) => {
    const save = given.at(-1) as GradSaveFunc
    const [w, b, z] = given.slice(0, -1) as [Tensor2D, Tensor1D, Tensor2D | undefined]
    save(z ? [w, z] : [])
    return {
      value: add(sparseProduct(rows, w, z), b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const upstream = dy as Tensor2D
        const [w, z] = saved as [Tensor2D?, Tensor2D?]
        const gradients: Tensor[] = [sparseGradient(rows, upstream, z), columnSums(upstream)]
        if (w && z) gradients.push(matMul(upstream, slice(w, [rows.columnCount, 0]), false, true))
        return gradients
      },
    }
  })
  return (beside ? op(weights, bias, beside) : op(weights, bias)) as Tensor2D
}

function sparseProduct(rows: SparseRows, weights: Tensor2D, beside?: Tensor2D): Tensor2D {
  const product = fusedOr<Tensor2D>('HvampSparseMatMul', { weights }, { rows }, () =>
    matMul(toDense(rows), beside ? slice(weights, [0, 0], [rows.columnCount, -1]) : weights),
  )
  return beside ? add(product, matMul(beside, slice(weights, [rows.columnCount, 0]))) : product
}

function sparseGradient(rows: SparseRows, dy: Tensor2D, beside?: Tensor2D): Tensor2D {
  const top = fusedOr<Tensor2D>('HvampSparseMatMulGrad', { dy }, { rows }, () =>
    matMul(toDense(rows), dy, true, false),
  )
  return beside ? concat([top, matMul(beside, dy, true, false)], 0) : top
}
