import { pairedDifferences } from './paired-differences'
import { normalTails } from './tail-probability'

/** Whether one system is more often and more clearly ahead than chance would have it; nothing need be normal. */
export interface SignedRankTest {
  /** Sum of the ranks of the users for whom the first is ahead. */
  readonly statistic: number
  /** Two-sided. */
  readonly pValue: number
  readonly method: 'exact' | 'normal'
}

/** Differences up to which all signs are counted out. */
const exactUpTo = 50

/**
 * Wilcoxon's signed-rank test of two systems measured on the same users.
 *
 * Users without a difference are ranked with the rest and then dropped (Pratt 1959); ties share their mean rank.
 * Differences are equal as doubles are, as in SciPy: 2/3 − 1/2 and 1/6 are two ranks, unless values are rounded before.
 * With up to 50 differences left the p-value is exact given these ranks. With more it is that of the normal
 * approximation, corrected for ties and dropped users, and by ½ for continuity.
 *
 * @param first a value for each user
 * @param second one for each user, in the same order
 * @throws if the users do not match, are fewer than two, or a value is not finite
 */
export function wilcoxonSignedRank(first: ArrayLike<number>, second: ArrayLike<number>): SignedRankTest {
  const differences = pairedDifferences('wilcoxonSignedRank', first, second)
  const sizes = differences.map(Math.abs)
  const byRank = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]!)
  const ranks: number[] = [] // of the differences that are not 0, ascending
  let statistic = 0
  for (let from = 0, to = 0; from < byRank.length; from = to) {
    while (to < byRank.length && sizes[byRank[to]!] === sizes[byRank[from]!]) to++
    if (sizes[byRank[from]!] === 0) continue
    for (const user of byRank.slice(from, to)) {
      ranks.push((from + 1 + to) / 2)
      if (differences[user]! > 0) statistic += ranks.at(-1)!
    }
  }
  return ranks.length <= exactUpTo
    ? { statistic, pValue: exactTails(statistic, ranks), method: 'exact' }
    : { statistic, pValue: approximateTails(statistic, ranks), method: 'normal' }
}

/** Twice the smaller tail of Σ ranks that have a plus, each sign as likely; ranks are whole or half numbers. */
function exactTails(statistic: number, ranks: readonly number[]): number {
  let probabilities = Float64Array.of(1) // by twice the sum
  for (const rank of ranks) {
    const next = new Float64Array(probabilities.length + 2 * rank)
    for (let sum = 0; sum < probabilities.length; sum++) {
      next[sum]! += probabilities[sum]! / 2
      next[sum + 2 * rank]! += probabilities[sum]! / 2
    }
    probabilities = next
  }
  const total = (from: number, to: number) =>
    probabilities.subarray(from, to).reduce((sum, probability) => sum + probability, 0)
  const smaller = Math.min(total(0, 2 * statistic + 1), total(2 * statistic, probabilities.length))
  return Math.min(1, 2 * smaller)
}

/** The sum has mean ½ Σ rank and variance ¼ Σ rank²: ties and dropped users are in the ranks already. */
function approximateTails(statistic: number, ranks: readonly number[]): number {
  const mean = ranks.reduce((total, rank) => total + rank, 0) / 2
  const variance = ranks.reduce((total, rank) => total + rank ** 2, 0) / 4
  return normalTails(Math.max(0, Math.abs(statistic - mean) - 1 / 2) / Math.sqrt(variance))
}
