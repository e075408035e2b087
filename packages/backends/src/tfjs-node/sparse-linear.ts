import type { SparseRows } from '@hvamp/layers'
import { add, concat, matMul, slice, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import { register } from './register'
import { withEntries } from './sparse-entries'
import type { TensorflowOps } from './tensorflow-ops'

interface Options {
  readonly rows: SparseRows
}

/** `HvampSparseLinear` and its gradient by products of sparse and dense matrices: see `sparseLinear` of @hvamp/layers. */
export function registerSparseLinear(ops: TensorflowOps): void {
  register(
    'HvampSparseLinear',
    (
      { weights, bias, side }: { weights: Tensor2D; bias: Tensor; side?: Tensor2D },
      { rows }: Options,
    ): Tensor => {
      // No entry is in a column of the side, so the weights need not be cut in two.
      const sparse = withEntries(ops, rows, weights.shape[0], (entries) =>
        ops.sparseProduct(entries, weights, false),
      )
      const sum = side ? add(sparse, matMul(side, slice(weights, [rows.columnCount, 0]))) : sparse
      return add(sum, bias)
    },
  )

  register(
    'HvampSparseLinearGrad',
    ({ dy, side }: { dy: Tensor2D; side?: Tensor2D }, { rows }: Options): Tensor => {
      const gradient = withEntries(ops, rows, rows.columnCount, (entries) =>
        ops.sparseProduct(entries, dy, true),
      )
      return side ? concat([gradient, matMul<Tensor>(side, dy, true, false)]) : gradient
    },
  )
}
