import { pairedDifferences } from './paired-differences'
import { summarize } from './summary'
import { studentTails } from './tail-probability'

/** Whether a mean difference could be chance, if differences are about normal or users are many. */
export interface TTest {
  /** Mean difference over its standard error; 0 without any difference. */
  readonly statistic: number
  readonly degreesOfFreedom: number
  /** Two-sided. */
  readonly pValue: number
}

/**
 * Student's paired t test of two systems measured on the same users.
 *
 * @param first a value for each user
 * @param second one for each user, in the same order
 * @throws if the users do not match, are fewer than two, or a value is not finite
 * @example pairedTTest(model.metrics['ndcg@100'].perUser, baseline.metrics['ndcg@100'].perUser).pValue
 */
export function pairedTTest(first: ArrayLike<number>, second: ArrayLike<number>): TTest {
  const differences = pairedDifferences('pairedTTest', first, second)
  const { mean, standardError } = summarize(differences)
  const statistic = mean === 0 ? 0 : mean / standardError
  const degreesOfFreedom = differences.length - 1
  return { statistic, degreesOfFreedom, pValue: studentTails(statistic, degreesOfFreedom) }
}
