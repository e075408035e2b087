import {
  cast,
  exp,
  expandDims,
  logSumExp,
  maximum,
  mul,
  sub,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core'
import { fusedOr } from './fused-or'

/**
 * log Σ e^x of each row, for use inside custom gradients: it has none of its own.
 *
 * Fused kernel: `HvampLogSumExp` ({ x }).
 *
 * @param x [rows, columns]
 * @returns [rows]
 */
export function logSumExpRows(x: Tensor2D): Tensor1D {
  return fusedOr('HvampLogSumExp', { x }, {}, () => tidy(() => logSumExp<Tensor1D>(cast(x, 'float32'), 1)))
}

/**
 * factor · e^(x − shift) of each row: probabilities, with the log-normaliser as shift, times an upstream gradient. Like
 * `logSumExpRows` without a gradient of its own.
 *
 * What would be less than e^(−60) of the factor is nothing, but as subnormal numbers it would slow every later product
 * down: it is kept at that, or 0. Fused kernel: `HvampScaledExp` ({ x, shift, factor }).
 *
 * @param x [rows, columns]
 * @param shift [rows]
 * @param factor [rows]
 * @returns [rows, columns]
 */
export function scaledExpRows(x: Tensor2D, shift: Tensor1D, factor: Tensor1D): Tensor2D {
  return fusedOr('HvampScaledExp', { x, shift, factor }, {}, () =>
    mul(expandDims(factor, 1), exp(maximum(sub(cast(x, 'float32'), expandDims(shift, 1)), -60))),
  )
}
