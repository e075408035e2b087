import {
  customGrad,
  expandDims,
  type GradSaveFunc,
  logSumExp,
  mul,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
} from '@tensorflow/tfjs-core'
import { fusedOr } from '@hvamp/tensors'
import type { LogLikelihood } from './likelihood'
import { type SparseRows, toDense } from './sparse-rows'

/**
 * Multinomial log-likelihood Σ x · log softmax(logits) of each row (Liang et al. 2018, eq. 2).
 *
 * The gradient is x − Σx · softmax(logits), so no softmax is kept. Fused kernels: `HvampMultinomial` ({ logits },
 * { rows }) → [rows] and `HvampMultinomialGrad` ({ dy, logits }, { rows }) → [rows, items].
 *
 * @param logits [rows, items]
 * @param rows the sparse rows x, not normalised
 * @returns [rows]
 */
export const multinomialLogLikelihood: LogLikelihood = (logits, rows) => {
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [logits, save] = inputs as [Tensor2D, GradSaveFunc]
    save([logits])
    return {
      value: fusedOr('HvampMultinomial', { logits }, { rows }, () =>
        sub(sum<Tensor1D>(mul(toDense(rows), logits), 1), mul(totals(rows), logSumExp<Tensor1D>(logits, 1))),
      ),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const logits = saved[0] as Tensor2D
        return fusedOr('HvampMultinomialGrad', { dy, logits }, { rows }, () =>
          mul(expandDims(dy, 1), sub(toDense(rows), mul(expandDims(totals(rows), 1), softmax(logits)))),
        )
      },
    }
  })
  return op(logits) as Tensor1D
}

function totals({ rowCount, offsets, values }: SparseRows): Tensor1D {
  const sums = new Float32Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) sums[row]! += values[i]!
  }
  return tensor1d(sums)
}
