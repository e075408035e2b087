import {
  binarize,
  type FoundValues,
  filterInteractions,
  type Interactions,
  isAmountName,
  type Reading,
} from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { type DataSettings, fewestInteractions } from '../settings/data'
import { rangeOf, valueRange } from './value-range'

/**
 * @param all the values, for their median
 * @throws bad input if they are amounts, such as a share of what was watched, which the default threshold of ratings says nothing about
 */
export function requireNoAmounts(
  path: string,
  values: FoundValues,
  { columns }: Reading,
  { all }: { readonly all?: Float32Array | undefined } = {},
): void {
  const column = columns?.rating
  if (typeof column !== 'string' || !isAmountName(column)) return
  const threshold = all
    ? `--at-least ${medianOf(all)}, near the median, or another amount`
    : '--at-least and the amount'
  throw badInput(
    `${path}: must have a threshold for amounts, got ${column} ${rangeOf(values)}: choose ${threshold} from which a row is a like, or --implicit if every row stands for one`,
  )
}

/** A threshold by which something is kept: the highest value, or the median; undefined if neither keeps anything. */
export function thresholdThatKeeps(read: Interactions, settings: DataSettings): number | undefined {
  const keeps = (atLeast: number) =>
    filterInteractions(binarize(read, { atLeast }), fewestInteractions(settings)).userCount > 0
  return [valueRange(read.values!).highest, medianOf(read.values!)].find(keeps)
}

/** That of values, or the upper one of two, down to two digits. */
function medianOf(values: Float32Array): number {
  const median = values.toSorted()[Math.floor(values.length / 2)]!
  if (median === 0) return 0
  const digit = 10 ** (Math.floor(Math.log10(Math.abs(median))) - 1)
  return Number((Math.floor(median / digit) * digit).toPrecision(2))
}
