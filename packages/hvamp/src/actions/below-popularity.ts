import type { Measured } from '../runs/measure'
import { checkRun } from '../runs/run-check'
import { metricTitle } from '../terminal/format'

/** That the list of what most like does better, by more than chance and the first metric, in a line; undefined where it does not. */
export function belowPopularityLine(own: Measured, popularity: Measured): string | undefined {
  const { isBelow, metric, mean, reference } = checkRun({ against: 'popularity' }, own, popularity)
  if (!isBelow) return undefined
  const values = `${metricTitle(metric)} ${mean.toFixed(4)} against ${reference.toFixed(4)}`
  return `worse than popularity by more than chance, ${values}: it has hardly learned anything yet; try more --epochs, or a model that is fitted in seconds, such as --model item-knn`
}
