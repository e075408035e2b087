import { add, clipByValue, log, mul, sigmoid, sub, sum, type Tensor1D, tidy } from '@tensorflow/tfjs-core'
import type { LogLikelihood } from './likelihood'
import { requireRows } from './sparse-rows'
import { toDense } from './to-dense'

/**
 * Bernoulli log-likelihood Σ x log p + (1 − x) log(1 − p) of each row, p = σ(logits) clamped to [1e-5, 1 − 1e-5].
 *
 * @param logits log-odds [rows, items]
 * @param rows the sparse binary rows x
 * @returns [rows]
 * @throws if the logits have another shape than the rows
 */
export const bernoulliLogLikelihood: LogLikelihood = (logits, rows) => {
  requireRows('bernoulliLogLikelihood', rows, logits)
  return tidy(() => {
    const x = toDense(rows)
    const p = clipByValue(sigmoid(logits), 1e-5, 1 - 1e-5)
    return sum<Tensor1D>(add(mul(x, log(p)), mul(sub(1, x), log(sub(1, p)))), 1)
  })
}
