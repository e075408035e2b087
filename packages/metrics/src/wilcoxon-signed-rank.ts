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
    ? { statistic, pValue: exactTails(statistic, ranks, sizes.length - ranks.length), method: 'exact' }
    : { statistic, pValue: approximateTails(statistic, ranks), method: 'normal' }
}

/**
 * Twice the smaller tail of Σ ranks that have a plus, each sign as likely; ranks are whole or half numbers.
 *
 * Dropped users only lift every rank by their number: with k signs of plus, the sum is k · dropped plus that of ranks among
 * the users left. Their table, by k and twice that sum, is as small however many users there are.
 */
function exactTails(statistic: number, ranks: readonly number[], dropped: number): number {
  const width = ranks.length * (ranks.length + 1) + 1
  const probabilities = new Float64Array((ranks.length + 1) * width) // [signs of plus, twice the sum]
  probabilities[0] = 1
  for (const rank of ranks) {
    const step = width + 2 * (rank - dropped) // past the start of a row it comes to sums that only this rank could give, 0
    for (let at = probabilities.length - 1; at >= 0; at--) {
      probabilities[at] = (probabilities[at]! + (probabilities[at - step] ?? 0)) / 2
    }
  }
  let [below, above] = [0, 0] // with the sum itself
  for (const [at, probability] of probabilities.entries()) {
    const sum = Math.floor(at / width) * dropped + (at % width) / 2
    if (sum <= statistic) below += probability
    if (sum >= statistic) above += probability
  }
  return Math.min(1, 2 * Math.min(below, above))
}

/** The sum has mean ½ Σ rank and variance ¼ Σ rank²: ties and dropped users are in the ranks already. */
function approximateTails(statistic: number, ranks: readonly number[]): number {
  const mean = ranks.reduce((total, rank) => total + rank, 0) / 2
  const variance = ranks.reduce((total, rank) => total + rank ** 2, 0) / 4
  return normalTails(Math.max(0, Math.abs(statistic - mean) - 1 / 2) / Math.sqrt(variance))
}
