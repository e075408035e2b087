import { fusedOr } from '@hvamp/tensors'
import {
  cast,
  customGrad,
  exp,
  expandDims,
  type GradSaveFunc,
  logSumExp,
  mul,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import type { LogLikelihood } from './likelihood'
import { requireRows, rowSums } from './sparse-rows'
import { toDense } from './to-dense'

/**
 * Multinomial log-likelihood Σ x · log softmax(logits) of each row (Liang et al. 2018, eq. 2).
 *
 * The gradient is x − Σx · softmax(logits), so no softmax is kept. Fused kernels: `HvampMultinomial` ({ logits },
 * { rows }) → the value and log Σ e^logits, each [rows]; `HvampMultinomialGrad` ({ dy, logits, logNormalizer },
 * { rows }) → [rows, items].
 *
 * @param logits [rows, items]
 * @param rows the sparse rows x, not normalised
 * @returns [rows]
 * @throws if the logits have another shape than the rows
 */
export const multinomialLogLikelihood: LogLikelihood = (logits, rows) => {
  requireRows('multinomialLogLikelihood', rows, logits)
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [logits, save] = inputs as [Tensor2D, GradSaveFunc]
    const [value, logNormalizer] = fusedOr('HvampMultinomial', { logits }, { rows }, () => {
      const logNormalizer = logSumExp<Tensor1D>(cast(logits, 'float32'), 1)
      const chosen = sum<Tensor1D>(mul(toDense(rows), logits), 1)
      return [sub(chosen, mul(rowSums(rows), logNormalizer)), logNormalizer]
    }) as [Tensor1D, Tensor1D]
    save([logits, logNormalizer])
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [logits, logNormalizer] = saved as [Tensor2D, Tensor1D]
        return fusedOr('HvampMultinomialGrad', { dy, logits, logNormalizer }, { rows }, () => {
          const probabilities = exp(sub(logits, expandDims(logNormalizer, 1)))
          return mul(expandDims(dy, 1), sub(toDense(rows), mul(expandDims(rowSums(rows), 1), probabilities)))
        })
      },
    }
  })
  return op(logits) as Tensor1D
}
