import { type Random, requireCount, requireKnown } from '@hvamp/random'
import { clamp, type Weight, weight } from '@hvamp/tensors'
import {
  add,
  argMax,
  logSoftmax,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core'
import { normals } from './diagonal-gaussian'
import { mixtureLogDensity, mixtureResponsibilities } from './mixture-log-density'
import { sampleComponents } from './mixture-sample'
import type { Prior } from './prior'

/**
 * A learned mixture of K diagonal Gaussians: p(z) = Σ_k softmax(logits)_k N(z; m_k, diag e^(l_k)).
 *
 * Means start from N(0, 1), log-variances and logits at 0. Log-variances are clamped to [−12, 4], with zero gradient
 * outside. Weights: `means` and `logVariances` [K, latent], `logits` [K].
 *
 * @throws if components or latent is not a positive integer
 * @example mixturePrior({ components: 20, latent: 8, random: random(1) })
 */
export function mixturePrior(options: {
  readonly components: number
  readonly latent: number
  /** What the means start from. */
  readonly random: Random
}): Prior<{ readonly means: Weight; readonly logVariances: Weight; readonly logits: Weight }> {
  requireKnown('mixturePrior: options', options, { components: true, latent: true, random: 'random' })
  const { components, latent, random } = options
  requireCount('mixturePrior: components', components)
  requireCount('mixturePrior: latent', latent)
  const shape: [number, number] = [components, latent]
  const means = weight({ shape, make: () => normals(shape, random) })
  const logVariances = weight({ shape, make: () => zeros(shape) })
  const logits = weight({ shape: [components], make: () => zeros([components]) })
  const parameters = () => ({
    mean: means.variable as Tensor2D,
    logVariance: clamp(logVariances.variable as Tensor2D, -12, 4),
    logWeights: logSoftmax(logits.variable as Tensor1D),
  })
  return {
    weights: { means, logVariances, logits },
    logDensity(z) {
      return tidy(() => {
        const { mean, logVariance, logWeights } = parameters()
        return mixtureLogDensity(z, mean, logVariance, logWeights)
      })
    },
    responsibilities(z) {
      return tidy(() => {
        const { mean, logVariance, logWeights } = parameters()
        return mixtureResponsibilities(z, mean, logVariance, logWeights)
      })
    },
    sample(count, noise) {
      requireCount('mixturePrior.sample: count', count)
      const gumbels = gumbel([count, components], noise)
      return tidy(() => {
        const own = parameters()
        // argmax of log w + Gumbel noise is a draw from w, made where the logits are: nothing is read back.
        const chosen = argMax<Tensor1D>(add(own.logWeights, tensor2d(gumbels, [count, components])), 1)
        return sampleComponents(own, chosen, noise)
      })
    },
  }
}

function gumbel([rows, columns]: [number, number], noise: Random): Float32Array {
  // half a step of 2^-32 keeps both logarithms finite
  return Float32Array.from({ length: rows * columns }, () => -Math.log(-Math.log(noise.uniform() + 2 ** -33)))
}
