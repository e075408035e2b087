import { metricTitle } from '../terminal/format'
import { heldAgainst } from './run-check'

/** A metric of test users, of a model and of popularity on the same users. */
export interface BesidePopularity {
  /** Name of the metric. */
  readonly metric: string
  /** A value for each user. */
  readonly own: ArrayLike<number>
  readonly popularity: ArrayLike<number>
  /** In which the model was trained: 0 of one that is fitted at once. */
  readonly epochs: number
}

/** That the list of what most like does better, by more than chance, in a line; undefined where it does not. */
export function belowPopularityLine({
  metric,
  own,
  popularity,
  epochs,
}: BesidePopularity): string | undefined {
  const { isBelow, mean, reference, standardError } = heldAgainst(own, popularity)
  if (!isBelow || !Number.isFinite(standardError)) return undefined // of a single user chance is unknown
  const values = `${metricTitle(metric)} ${mean.toFixed(4)} against ${reference.toFixed(4)}`
  const advice =
    epochs > 0
      ? ': it has hardly learned anything yet; try more --epochs, or a model that is fitted in seconds, such as --model item-knn'
      : ''
  return `worse than popularity by more than chance, ${values}${advice}`
}
