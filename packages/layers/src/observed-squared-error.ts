import {
  customGrad,
  expandDims,
  type GradSaveFunc,
  mul,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core'
import { requireRows, type SparseRows } from './sparse-rows'
import { toDense } from './to-dense'

/**
 * Σ (x − prediction)² of each row over the values that it has. Missing values are not zeros; they are skipped.
 *
 * @param predictions [rows, items]
 * @param rows the sparse rows x
 * @returns [rows]
 * @throws if the predictions have another shape than the rows
 */
export function observedSquaredError(predictions: Tensor2D, rows: SparseRows): Tensor1D {
  requireRows('observedSquaredError', rows, predictions)
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [predictions, save] = inputs as [Tensor2D, GradSaveFunc]
    const observed = toDense({ ...rows, values: new Float32Array(rows.values.length).fill(1) })
    const errors = mul<Tensor2D>(sub(predictions, toDense(rows)), observed)
    save([errors])
    return {
      value: sum<Tensor1D>(square(errors), 1),
      gradFunc: (dy: Tensor, [errors]: Tensor[]) => mul(mul(expandDims(dy, 1), 2), errors!),
    }
  })
  return tidy(() => op(predictions) as Tensor1D)
}
