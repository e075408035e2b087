import { clamp } from '@hvamp/tensors'
import {
  abs,
  add,
  customGrad,
  exp,
  expandDims,
  type GradSaveFunc,
  less,
  log,
  mul,
  sigmoid,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core'
import type { LogLikelihood } from './likelihood'
import { requireRows } from './sparse-rows'
import { toDense } from './to-dense'

/** The log-odds of 1 − 1e-5. */
const MOST = Math.log((1 - 1e-5) / 1e-5)

/**
 * Bernoulli log-likelihood Σ x log p + (1 − x) log(1 − p) of each row, p = σ(logits) clamped to [1e-5, 1 − 1e-5].
 *
 * It is Σ x l − log(1 + e^l) of the clamped logits l, whose gradient is x − p, or 0 where they are clamped. No more than a few tensors as
 * large as the logits are there at a time.
 *
 * @param logits log-odds [rows, items]
 * @param rows the sparse binary rows x
 * @returns [rows]
 * @throws if the logits have another shape than the rows
 */
export const bernoulliLogLikelihood: LogLikelihood = (logits, rows) => {
  requireRows('bernoulliLogLikelihood', rows, logits)
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [logits, save] = inputs as [Tensor2D, GradSaveFunc]
    save([logits])
    const value = tidy(() => {
      const clamped = clamp(logits, -MOST, MOST)
      const ofOnes = tidy(() => sum<Tensor1D>(mul(toDense(rows), clamped), 1))
      return sub<Tensor1D>(ofOnes, sum<Tensor1D>(logOnePlusExp(clamped), 1))
    })
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        tidy(() => {
          const [logits] = saved as [Tensor2D]
          const residuals = tidy(() => sub(toDense(rows), sigmoid(logits)))
          const isFree = tidy(() => less(abs(logits), MOST))
          return tidy(() =>
            where<Tensor2D>(isFree, mul<Tensor2D>(expandDims(dy, 1), residuals), zerosLike(logits)),
          )
        }),
    }
  })
  return op(logits) as Tensor1D
}

function logOnePlusExp(x: Tensor2D): Tensor2D {
  return tidy(() => log(tidy(() => add<Tensor2D>(exp(x), 1))))
}
