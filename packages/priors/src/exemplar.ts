import { type Random, requireCount, requireKnown } from '@hvamp/random'
import { clamp, type Weight, weight } from '@hvamp/tensors'
import { add, fill, type Tensor1D, type Tensor2D, tensor2d, tidy, zerosLike } from '@tensorflow/tfjs-core'
import { type DiagonalGaussian, diagonalGaussian, requireGaussian } from './diagonal-gaussian'
import { mixtureLogDensity } from './mixture-log-density'
import type { ConditionalPrior, Prior, RowPrior } from './prior'

/** The training examples that an exemplar prior is made of. */
export interface Exemplars {
  /** How many there are; read whenever a density is taken, so it may change from one to the next. */
  readonly count: number
  /** Posteriors of some, by their numbers from 0; their means alone count. The noise is training's (dropout). */
  encode(numbers: Int32Array, noise?: Random): Pick<DiagonalGaussian, 'mean'>
}

export interface ExemplarPriorOptions {
  readonly exemplars: Exemplars
  /**
   * How many are drawn for a density that is given noise, that is while training; all of them by default. Which ones depends on the key
   * of the noise alone, so each step needs a fork of its own.
   */
  readonly drawn?: number | undefined
  /** Log-variance that training starts from, 0 by default. */
  readonly initialLogVariance?: number | undefined
}

/** The prior of any row, and given their numbers, of rows that are training examples themselves. */
export interface ExemplarPrior
  extends Prior<ExemplarWeights>,
    ConditionalPrior<ArrayLike<number>, ExemplarWeights> {
  /**
   * The prior of rows that are training examples, each without its own (leave-one-out).
   *
   * @param numbers which example each row is; a number that no exemplar has leaves none out
   */
  given(numbers: ArrayLike<number>, noise?: Random): RowPrior
}

type ExemplarWeights = { readonly logVariance: Weight }

/** Log-weight of a component that is left out. */
const excludedLogWeight = -1e30

/**
 * Exemplar prior p(z) = 1/N Σ_n N(z; m(x_n), σ² I), a mixture of the training examples' posterior means with one learned
 * variance (Norouzi, Fleet and Norouzi, "Exemplar VAE", NeurIPS 2020, eq. 5 and 8).
 *
 * With noise, `drawn` of the exemplars are drawn for each density. The log-variance is clamped to [−12, 4], with zero gradient outside.
 * Weights: `logVariance` [1]; the encoder's are not among them.
 *
 * @throws if drawn is not a positive integer or initialLogVariance not finite; on use, if there are no exemplars, or none
 *   besides the one that is left out, or `encode` gives another number of rows
 * @example exemplarPrior({ exemplars: { count: 500, encode: (numbers) => encoder(rowsOf(numbers)) }, drawn: 100 })
 */
export function exemplarPrior(options: ExemplarPriorOptions): ExemplarPrior {
  requireKnown('exemplarPrior: options', options, { exemplars: true, drawn: true, initialLogVariance: true })
  const { exemplars, drawn, initialLogVariance = 0 } = options
  if (typeof exemplars?.encode !== 'function') {
    throw new Error(`exemplarPrior: exemplars must have a function as encode, got ${exemplars?.encode}`)
  }
  if (drawn !== undefined) requireCount('exemplarPrior: drawn', drawn)
  if (!Number.isFinite(initialLogVariance)) {
    throw new Error(`exemplarPrior: initialLogVariance must be a finite number, got ${initialLogVariance}`)
  }
  const shared = weight({ shape: [1], make: () => fill([1], initialLogVariance) })

  function components(numbers: Int32Array, noise?: Random): DiagonalGaussian {
    const { mean } = requireGaussian('exemplarPrior: encode', exemplars.encode(numbers, noise), ['mean'])
    if (mean.shape[0] !== numbers.length) {
      throw new Error(
        `exemplarPrior: encode must give a row for each of ${numbers.length} exemplars, got [${mean.shape}]`,
      )
    }
    return diagonalGaussian(mean, add(zerosLike(mean), clamp(shared.variable, -12, 4)))
  }

  function logDensity(z: Tensor2D, noise?: Random, own?: ArrayLike<number>): Tensor1D {
    return tidy(() => {
      const numbers = sampledExemplars(exemplars.count, drawn, noise?.fork('exemplars'))
      const { mean, logVariance } = components(numbers, noise?.fork('encode'))
      return mixtureLogDensity(z, mean, logVariance, own && logWeightsWithout(own, numbers))
    })
  }

  return {
    weights: { logVariance: shared },
    logDensity: (z, noise) => logDensity(z, noise),
    sample(count, noise) {
      requireCount('exemplarPrior.sample: count', count)
      requireCount('exemplarPrior: the number of exemplars', exemplars.count)
      const numbers = Int32Array.from({ length: count }, () => noise.integer(exemplars.count))
      return tidy(() => components(numbers).sample(noise))
    },
    given: (own, noise) => ({
      logDensity: (z) => logDensity(z, noise, own),
      sample(noise) {
        const { count } = exemplars
        requireCount('exemplarPrior: the number of exemplars', count)
        const isExemplar = (number: number) => Number.isInteger(number) && number >= 0 && number < count
        if (count === 1 && Array.from(own).some(isExemplar)) throw new Error(tooFew)
        const numbers = Int32Array.from(own, (number) =>
          isExemplar(number) ? (number + 1 + noise.integer(count - 1)) % count : noise.integer(count),
        )
        return tidy(() => components(numbers).sample(noise))
      },
    }),
  }
}

const tooFew = "exemplarPrior: must have at least one exemplar besides the row's own, got 0"

/** Numbers of the exemplars of a density: `drawn` of them by chance where there is noise, else all. */
function sampledExemplars(count: number, drawn: number | undefined, noise?: Random): Int32Array {
  requireCount('exemplarPrior: the number of exemplars', count)
  if (!noise || drawn === undefined || drawn >= count) return Int32Array.from({ length: count }, (_, i) => i)
  return noise.permutation(count).subarray(0, drawn)
}

/** The same weight for all exemplars but the row's own, [rows, exemplars]. */
function logWeightsWithout(rows: ArrayLike<number>, numbers: Int32Array): Tensor2D {
  const count = numbers.length
  const places = new Map(Array.from(numbers, (number, place) => [number, place]))
  const values = new Float32Array(rows.length * count).fill(-Math.log(count))
  for (let row = 0; row < rows.length; row++) {
    const own = places.get(rows[row]!)
    if (own === undefined) continue
    if (count === 1) throw new Error(tooFew)
    values.fill(-Math.log(count - 1), row * count, (row + 1) * count)
    values[row * count + own] = excludedLogWeight
  }
  return tensor2d(values, [rows.length, count])
}
