import type { Measured } from '../runs/measure'
import { checkRun } from '../runs/run-check'
import { metricTitle } from '../terminal/format'

/**
 * That the list of what most like does better, by more than chance and the first metric, in a line; undefined where it does not.
 *
 * @param epochs in which the model was trained: 0 of one that is fitted at once
 */
export function belowPopularityLine(own: Measured, popularity: Measured, epochs: number): string | undefined {
  const { isBelow, metric, mean, reference, standardError } = checkRun(
    { against: 'popularity' },
    own,
    popularity,
  )
  if (!isBelow || !Number.isFinite(standardError)) return undefined // of a single user chance is unknown
  const values = `${metricTitle(metric)} ${mean.toFixed(4)} against ${reference.toFixed(4)}`
  const advice =
    epochs > 0
      ? ': it has hardly learned anything yet; try more --epochs, or a model that is fitted in seconds, such as --model item-knn'
      : ''
  return `worse than popularity by more than chance, ${values}${advice}`
}
