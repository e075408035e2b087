import { type Random, requireCount, requireKnown } from '@hvamp/random'
import { pairedDifferences } from './paired-differences'

/** A mean difference, and where it lies with some confidence. */
export interface DifferenceInterval {
  readonly meanDifference: number
  readonly low: number
  readonly high: number
  /** Confidence level, such as 0.95. */
  readonly level: number
}

export interface BootstrapOptions {
  /** Draws the users: `random(seed)` of @hvamp/random. */
  readonly noise: Pick<Random, 'integer'>
  /** Samples of users that are drawn: 10,000 by default. */
  readonly resamples?: number | undefined
  /** Confidence level: 0.95 by default. */
  readonly level?: number | undefined
}

/**
 * Percentile bootstrap interval of the mean difference between two systems measured on the same users: users are drawn
 * again and again, as many as there are, with replacement (Efron 1979).
 *
 * @param first a value for each user
 * @param second one for each user, in the same order
 * @throws if the users do not match, are fewer than two, a value is not finite, or an option is out of range
 * @example pairedBootstrap(ours, theirs, { noise: random(1) })
 */
export function pairedBootstrap(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  options: BootstrapOptions,
): DifferenceInterval {
  requireKnown('pairedBootstrap: options', options, { noise: 'random', resamples: true, level: true })
  const { noise, resamples = 10_000, level = 0.95 } = options
  requireCount('pairedBootstrap: resamples', resamples)
  if (!(level > 0 && level < 1)) {
    throw new Error(`pairedBootstrap: level must be above 0 and below 1, got ${level}`)
  }
  const differences = pairedDifferences('pairedBootstrap', first, second)
  const users = differences.length
  const means = new Float64Array(resamples)
  for (let sample = 0; sample < resamples; sample++) {
    let total = 0
    for (let draw = 0; draw < users; draw++) total += differences[noise.integer(users)]!
    means[sample] = total / users
  }
  means.sort()
  return {
    meanDifference: differences.reduce((total, difference) => total + difference, 0) / users,
    low: quantile(means, (1 - level) / 2),
    high: quantile(means, (1 + level) / 2),
    level,
  }
}

/** Linear between the two nearest of the ascending values. */
function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1)
  const [below, above] = [ascending[Math.floor(at)]!, ascending[Math.ceil(at)]!]
  return below + (at - Math.floor(at)) * (above - below)
}
