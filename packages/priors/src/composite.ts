import { requireCount, requireKnown } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import { add, logSumExp, stack, sum, type Tensor1D, tidy } from '@tensorflow/tfjs-core'
import { sampleComposite } from './composite-sample'
import { type DiagonalGaussian, requireGaussian } from './diagonal-gaussian'
import { elementLogDensity } from './gaussian-log-density'
import type { ConditionalPrior } from './prior'

/** Shares of the three parts of a composite prior; they add up to 1. */
export interface MixtureWeights {
  /** N(0, I). */
  readonly standard: number
  /** The posterior of the same input, as it was some time ago. */
  readonly posterior: number
  /** N(0, e^wideLogVariance I). */
  readonly wide: number
}

export interface CompositePriorOptions<Input> {
  /** The posterior of an input as it was some time ago: an encoder that is not trained. */
  readonly encode: (x: Input) => DiagonalGaussian
  /** Weights of that encoder, to be saved with the model (`frozen` of @hvamp/tensors); none by default. */
  readonly weights?: Weights | undefined
  readonly latent: number
  /** 3/20, 3/4 and 1/10 by default. */
  readonly mixtureWeights?: MixtureWeights | undefined
  /** 10 by default. */
  readonly wideLogVariance?: number | undefined
  /** Whether each dimension of z has a mixture of its own, the default, or a whole z belongs to one of the parts. */
  readonly mixing?: 'perDimension' | 'joint' | undefined
}

/**
 * p(z | x) = w₁ N(z; 0, I) + w₂ q_old(z | x) + w₃ N(z; 0, e^l I), which keeps a posterior near its former self
 * (Shenbin, Alekseev, Tutubalina, Malykh and Nikolenko, "RecVAE", WSDM 2020, eq. 9).
 *
 * The authors' code mixes each dimension by itself, p(z | x) = Π_d Σ_c w_c N(z_d), and so does the default; 'joint' is the
 * formula as printed. The posterior is computed when `given` is called and belongs to the caller's `tidy`.
 *
 * @throws if latent is not a positive integer, the weights are not positive with a sum of 1, the log-variance not finite, or `mixing` not a known one
 * @example compositePrior({ encode: (x) => oldEncoder.encode(x), latent: 200 }).given(x).logDensity(z)
 */
export function compositePrior<Input>(options: CompositePriorOptions<Input>): ConditionalPrior<Input> {
  requireKnown('compositePrior: options', options, {
    encode: 'function',
    weights: true,
    latent: true,
    mixtureWeights: true,
    wideLogVariance: true,
    mixing: true,
  })
  const {
    encode,
    weights = {},
    latent,
    mixtureWeights = { standard: 3 / 20, posterior: 3 / 4, wide: 1 / 10 },
    wideLogVariance = 10,
    mixing = 'perDimension',
  } = options
  requireCount('compositePrior: latent', latent)
  requireMixtureWeights(mixtureWeights)
  if (!Number.isFinite(wideLogVariance)) {
    throw new Error(`compositePrior: wideLogVariance must be a finite number, got ${wideLogVariance}`)
  }
  if (mixing !== 'perDimension' && mixing !== 'joint') {
    throw new Error(`compositePrior: mixing must be one of perDimension, joint, got '${mixing}'`)
  }
  const { standard, posterior, wide } = mixtureWeights
  return {
    weights,
    given(x) {
      const old = requireGaussian('compositePrior: encode', encode(x))
      const [rows] = old.mean.shape
      const parts = [
        { share: standard, mean: 0, logVariance: 0 },
        { share: posterior, mean: old.mean, logVariance: old.logVariance },
        { share: wide, mean: 0, logVariance: wideLogVariance },
      ]
      return {
        logDensity(z) {
          if (z.shape[0] !== rows || z.shape[1] !== latent) {
            throw new Error(`compositePrior: z must be [${rows}, ${latent}], got [${z.shape}]`)
          }
          return tidy(() => {
            const joint = mixing === 'joint'
            const weighted = parts.map((part) => {
              const each = elementLogDensity(z, part)
              return add(joint ? sum(each, 1) : each, Math.log(part.share))
            })
            const mixed = logSumExp(stack(weighted), 0)
            return joint ? (mixed as Tensor1D) : sum<Tensor1D>(mixed, 1)
          })
        },
        sample: (noise) => sampleComposite([rows, latent], parts, { mixing, noise }),
      }
    },
  }
}

function requireMixtureWeights(weights: MixtureWeights): void {
  for (const [name, value] of Object.entries(weights)) {
    if (!(value > 0)) {
      throw new Error(`compositePrior: mixtureWeights.${name} must be positive, got ${value}`)
    }
  }
  const total = weights.standard + weights.posterior + weights.wide
  if (!(Math.abs(total - 1) < 1e-6)) {
    throw new Error(`compositePrior: mixtureWeights must add up to 1, got ${total}`)
  }
}
