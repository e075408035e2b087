import { type SparseRows, toDense } from '@hvamp/layers'
import {
  add,
  cast,
  customGrad,
  div,
  exp,
  type GradSaveFunc,
  greater,
  log,
  maximum,
  mul,
  neg,
  reshape,
  sigmoid,
  softplus,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core'

/** Weight of what a row has in the focal loss, against 1 − α of the rest; its exponent is 2. */
const alpha = 0.25
/** Keeps logarithms of 1 − p finite. */
const leastShare = 1e-7

/**
 * The negative focal loss (Lin et al. 2017) of probabilities p = σ(first) ⊙ σ(second), a sum for each row:
 *
 *   Σ α x (1 − p)² log p + (1 − α) (1 − x) p² log (1 − p).
 *
 * Its gradient is computed anew from the logits, so that nothing else as large as they are is kept for it.
 *
 * @param first logits [rows, items]
 * @param second logits [rows, items]
 * @param rows what each row has, 0 or 1
 * @returns [rows]
 */
export function focalLogLikelihood(first: Tensor2D, second: Tensor2D, rows: SparseRows): Tensor1D {
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [first, second, save] = inputs as [Tensor2D, Tensor2D, GradSaveFunc]
    save([first, second])
    return {
      value: sumOf(logOfProduct(first, second), rows),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const logits = saved as [Tensor2D, Tensor2D]
        return tidy(() => {
          const slope = slopeOf(logOfProduct(...logits), rows, dy)
          return logits.map((own) => tidy(() => mul(slope, sigmoid(neg(own)))))
        })
      },
    }
  })
  return op(first, second) as Tensor1D
}

/** log (σ(first) ⊙ σ(second)) */
export function logOfProduct(first: Tensor2D, second: Tensor2D): Tensor2D {
  return tidy(() => add(logSigmoid(first), logSigmoid(second)))
}

/** log σ(x); the function of TensorFlow.js keeps a tensor for its gradient that `tidy` frees. */
function logSigmoid(x: Tensor2D): Tensor2D {
  return tidy(() => neg(softplus(neg(x))))
}

/** 1 − p, but for what keeps its logarithm finite. */
const restOf = (p: Tensor): Tensor => tidy(() => maximum(sub(1, p), leastShare))

/** α x ⊙ `present` + (1 − α) (1 − x) ⊙ `absent`, one after the other. */
function weighted(rows: SparseRows, present: () => Tensor, absent: () => Tensor): Tensor2D {
  return tidy(() => {
    const ofPresent = tidy(() => mul(tidy(present), mul(toDense(rows), alpha)))
    const ofAbsent = tidy(() => mul(tidy(absent), mul(sub(1, toDense(rows)), 1 - alpha)))
    return add(ofPresent, ofAbsent)
  })
}

function sumOf(logProbabilities: Tensor2D, rows: SparseRows): Tensor1D {
  return tidy(() => {
    const p = exp(logProbabilities)
    const rest = restOf(p)
    const present = () => mul(square(rest), logProbabilities)
    const absent = () => mul(square(p), log(rest))
    return sum(weighted(rows, present, absent), 1)
  })
}

/** The gradient at log p: α x ((1 − p)² − 2 p (1 − p) log p) + (1 − α) (1 − x) (2 p² log (1 − p) − p³ / (1 − p)). */
function slopeOf(logProbabilities: Tensor2D, rows: SparseRows, dy: Tensor): Tensor2D {
  return tidy(() => {
    const p = exp(logProbabilities)
    const rest = restOf(p)
    const present = () =>
      mul(
        rest,
        sub(
          rest,
          tidy(() => mul(mul(p, 2), logProbabilities)),
        ),
      )
    const odds = () => mul(div(p, rest), cast(greater(rest, leastShare), 'float32')) // `rest` is no more of p at its least
    const absent = () =>
      mul(
        square(p),
        tidy(() => sub(mul(log(rest), 2), tidy(odds))),
      )
    return mul(
      tidy(() => weighted(rows, present, absent)),
      reshape(dy, [-1, 1]),
    )
  })
}
