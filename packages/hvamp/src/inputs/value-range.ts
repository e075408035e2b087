import { shortestDecimal } from '@hvamp/data'

/** The lowest and the highest of some values, as they were written. */
export interface ValueRange {
  readonly lowest: number
  readonly highest: number
}

export function valueRange(values: Float32Array): ValueRange {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    lowest = Math.min(lowest, values[i]!)
    highest = Math.max(highest, values[i]!)
  }
  return { lowest: shortestDecimal(lowest), highest: shortestDecimal(highest) }
}

export function rangeInWords({ lowest, highest }: ValueRange): string {
  return `from ${lowest} to ${highest}`
}

/** The range of values that were found, as they were written. */
export function rangeOf({ lowest, highest }: ValueRange): string {
  return rangeInWords({ lowest: shortestDecimal(lowest), highest: shortestDecimal(highest) })
}
