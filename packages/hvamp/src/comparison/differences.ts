import {
  type DifferenceInterval,
  holm,
  pairedBootstrap,
  pairedTTest,
  type SignedRankTest,
  summarize,
  type TTest,
  wilcoxonSignedRank,
} from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { roundedDifferences } from '../runs/rounded-differences'
import { seedError, seedSpread } from './seed-spread'
import type { System } from './systems'

/** What one system is ahead of another by, and whether that could be chance. */
export interface Difference extends DifferenceInterval {
  readonly metric: string
  readonly system: string
  /** The system that it is compared with. */
  readonly to: string
  /** Of the mean difference, over users. */
  readonly standardError: number
  /** What the seeds add to it; undefined unless both systems have several. */
  readonly seedError?: number | undefined
  /**
   * `adjusted` is the p-value after Holm's correction for all t tests that were made together. Where all users differ by the same, the
   * statistic is infinite and the p-value that of the Wilcoxon test.
   */
  readonly t: TTest & { readonly adjusted: number }
  /** The same of the Wilcoxon tests. */
  readonly wilcoxon: SignedRankTest & { readonly adjusted: number }
}

/** Pairs that are compared: each system after the other, [system, to]. */
export type Pair = readonly [System, System]

/** Every pair on every metric: one family of tests. */
export function differencesOf(
  pairs: readonly Pair[],
  { metrics, seed, resamples }: { metrics: readonly string[]; seed: number; resamples: number },
): Difference[] {
  const tests = metrics.flatMap((metric) =>
    pairs.map(([system, to]) => {
      const differences = roundedDifferences(system.metrics.get(metric)!, to.metrics.get(metric)!)
      const [ofFirst, ofSecond] = [system, to].map(({ seedMeans }) => seedSpread(seedMeans.get(metric)))
      return {
        metric,
        system: system.title,
        to: to.title,
        ...pairedBootstrap(differences, noneOf(differences), { noise: random(seed), resamples }), // the same users drawn for every pair
        standardError: summarize(differences).standardError,
        seedError: seedError(ofFirst, ofSecond),
        ...testsOf(differences),
      }
    }),
  )
  const t = holm(tests.map((test) => test.t.pValue))
  const wilcoxon = holm(tests.map((test) => test.wilcoxon.pValue))
  return tests.map((test, i) => ({
    ...test,
    t: { ...test.t, adjusted: t[i]! },
    wilcoxon: { ...test.wilcoxon, adjusted: wilcoxon[i]! },
  }))
}

/** Both tests of differences. Where all are the same, nothing is known of their spread, and only their signs can be tested. */
function testsOf(differences: Float64Array): { t: TTest; wilcoxon: SignedRankTest } {
  const t = pairedTTest(differences, noneOf(differences))
  const wilcoxon = wilcoxonSignedRank(differences, noneOf(differences))
  const areSame = differences.every((difference) => difference === differences[0])
  return { t: areSame ? { ...t, pValue: wilcoxon.pValue } : t, wilcoxon }
}

const noneOf = ({ length }: Float64Array) => new Float64Array(length)
