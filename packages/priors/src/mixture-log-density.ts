import { logSumExpRows, scaledExpRows } from '@hvamp/tensors'
import {
  add,
  customGrad,
  exp,
  fill,
  type GradSaveFunc,
  matMul,
  mul,
  neg,
  ones,
  reshape,
  softmax,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  util,
} from '@tensorflow/tfjs-core'
import { LOG_TWO_PI } from './gaussian-log-density'

/**
 * log Σ_k w_k N(z; m_k, diag e^(l_k)) of each row, without a batch × K × latent tensor.
 *
 * With P = e^(−l) the exponents are two matrix products, −½ z²Pᵀ + z(m ⊙ P)ᵀ − ½ Σ (log 2π + l + m² ⊙ P), followed by
 * a log-sum-exp; the gradient is products of the responsibilities alike. z and m are first taken relative to the mean
 * c of the components' means, which changes nothing but rounding: the error is at most about
 * 2⁻²⁰ · max_k Σ (|z − c| + |m_k − c|)² e^(−l_k), so tiny variances far from c cost digits.
 *
 * @param z [batch, latent]
 * @param means m [K, latent]
 * @param logVariances l [K, latent]
 * @param logWeights log w [K], or [batch, K] where they differ from row to row, used as they are (not normalised); 1 / K each
 *   if not given. −1e30 leaves a component out
 * @returns [batch]
 * @throws if the shapes do not fit
 */
export function mixtureLogDensity(
  z: Tensor2D,
  means: Tensor2D,
  logVariances: Tensor2D,
  logWeights?: Tensor1D | Tensor2D,
): Tensor1D {
  requireShapes(z, means, logVariances, logWeights)
  const op = customGrad((...given: (Tensor | GradSaveFunc)[]) => {
    const save = given.at(-1) as GradSaveFunc
    const [z, means, logVariances, logWeights] = given.slice(0, -1) as Parameters<typeof mixtureLogDensity>
    const { about, precisions, joint } = jointLogDensity(z, means, logVariances, logWeights)
    const value = logSumExpRows(joint)
    save([about.z, about.means, precisions, joint, value])
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [, , , joint, value] = saved as Saved
        const shares = scaledExpRows(joint, value, dy as Tensor1D)
        const gradients = gradient(shares, saved as Saved)
        if (!logWeights) return gradients.slice(0, 3)
        return logWeights.rank === 1 ? gradients : [...gradients.slice(0, 3), shares]
      },
    }
  })
  return tidy(() => op(...[z, means, logVariances, ...(logWeights ? [logWeights] : [])]) as Tensor1D)
}

/**
 * The share of each component in the density of each row, w_k N(z; m_k, diag e^(l_k)) over its sum: [batch, K].
 *
 * Takes what `mixtureLogDensity` takes, and throws as it does.
 */
export function mixtureResponsibilities(
  ...[z, means, logVariances, logWeights]: Parameters<typeof mixtureLogDensity>
): Tensor2D {
  requireShapes(z, means, logVariances, logWeights)
  return tidy(() => softmax(jointLogDensity(z, means, logVariances, logWeights).joint))
}

/** log w_k + log N(z_i; m_k, diag e^(l_k)) for all pairs, [batch, K], and what it was made of. */
function jointLogDensity(...[z, means, logVariances, logWeights]: Parameters<typeof mixtureLogDensity>): {
  about: { z: Tensor2D; means: Tensor2D }
  precisions: Tensor2D
  joint: Tensor2D
} {
  const components = means.shape[0]
  const centre = matMul(fill([1, components], 1 / components), means)
  const about = { z: sub<Tensor2D>(z, centre), means: sub<Tensor2D>(means, centre) }
  const precisions = exp(neg(logVariances)) as Tensor2D
  const joint = add<Tensor2D>(
    exponents(about.z, about.means, logVariances, precisions),
    logWeights ?? -Math.log(components),
  )
  return { about, precisions, joint }
}

/** log N(z_i; m_k, diag e^(l_k)) for all pairs: [batch, K]. */
function exponents(z: Tensor2D, means: Tensor2D, logVariances: Tensor2D, precisions: Tensor2D): Tensor2D {
  const scaledMeans = mul<Tensor2D>(means, precisions)
  const constants = sum<Tensor1D>(add(add(logVariances, mul(means, scaledMeans)), LOG_TWO_PI), 1)
  const quadratic = matMul(square(z), precisions, false, true)
  const linear = matMul(z, scaledMeans, false, true)
  return sub(linear, mul(add(quadratic, constants), 0.5))
}

/** z, means and precisions, the joint log-densities, and their log-sum-exp. */
type Saved = [Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor1D]

/** Gradients for z, means, log-variances and log-weights; R = dy · responsibilities, [batch, K]. */
function gradient(shares: Tensor2D, [z, means, precisions]: Saved): Tensor[] {
  const scaledMeans = mul<Tensor2D>(means, precisions)
  const totals = matMul(shares, ones([z.shape[0], 1]), true) // [K, 1]
  const first = matMul(shares, z, true) // Rᵀz
  const second = matMul(shares, square(z), true) // Rᵀz²
  const toZ = sub(matMul(shares, scaledMeans), mul(z, matMul(shares, precisions)))
  const toMeans = mul(precisions, sub(first, mul(totals, means)))
  // ½ Σ_i R (P (z − m)² − 1), the square expanded
  const squares = add(sub(second, mul(mul(means, 2), first)), mul(totals, square(means)))
  const toLogVariances = mul(sub(mul(precisions, squares), totals), 0.5)
  return [toZ, toMeans, toLogVariances, reshape(totals, [-1])]
}

function requireShapes(z: Tensor, means: Tensor, logVariances: Tensor, logWeights?: Tensor): void {
  const fail = (rule: string) => {
    throw new Error(`mixtureLogDensity: ${rule}`)
  }
  if (!util.arraysEqual(means.shape, logVariances.shape)) {
    fail(`means [${means.shape}] and logVariances [${logVariances.shape}] must have the same shape`)
  }
  if (z.shape[1] !== means.shape[1]) {
    fail(`z [${z.shape}] and means [${means.shape}] must have equally many columns`)
  }
  const wanted = logWeights?.rank === 2 ? [z.shape[0], means.shape[0]] : [means.shape[0]]
  if (logWeights && !util.arraysEqual(logWeights.shape, wanted)) {
    fail(`logWeights [${logWeights.shape}] must have one entry for each of the means [${means.shape}]`)
  }
}
