import type { OptionValue } from '../settings/option-text'
import type { Dimension } from './search-space'

/** A range of numbers to draw from. */
export type Range = Exclude<Dimension, { readonly values: readonly OptionValue[] }>

/** Of a number that is drawn from a range. */
export const significantDigits = 4

/** The values of an option, as positions that an estimator of densities takes. */
export type Axis =
  /** Positions on [0, 1]; nearby positions stand for nearby values. */
  | {
      readonly kind: 'ordered'
      positionOf(value: OptionValue): number
      valueAt(position: number): OptionValue
    }
  /** Positions 0 … `count` − 1, of which none is nearer to another. */
  | {
      readonly kind: 'categories'
      readonly count: number
      positionOf(value: OptionValue): number
      valueAt(position: number): OptionValue
    }

/** Numbers are ordered, by their logarithm where the range says so; other values are categories. */
export function axisOf(dimension: Dimension): Axis {
  if (!('values' in dimension)) {
    return {
      kind: 'ordered',
      positionOf: (value) => positionIn(dimension, Number(value)),
      valueAt: (position) => valueIn(dimension, position),
    }
  }
  const isOrdered = dimension.values.every((value) => typeof value === 'number')
  const values = isOrdered ? dimension.values.toSorted((a, b) => Number(a) - Number(b)) : dimension.values
  const count = values.length
  if (!isOrdered) {
    return {
      ...{ kind: 'categories', count },
      positionOf: (value) => values.indexOf(value),
      valueAt: (position) => values[position]!,
    }
  }
  return {
    kind: 'ordered',
    positionOf: (value) => (values.indexOf(value) + 0.5) / count,
    valueAt: (position) => values[Math.min(count - 1, Math.floor(position * count))]!,
  }
}

/**
 * The value at a position of a range, 0 for its low end and 1 for its high one; integers have equal parts of it, or parts of
 * equal logarithmic length.
 */
export function valueIn({ low, high, isLogarithmic, isInteger }: Range, position: number): number {
  const end = isInteger ? high + 1 : high
  const value = isLogarithmic ? low * (end / low) ** position : low + (end - low) * position
  if (isInteger) return Math.min(high, Math.floor(value))
  return Math.min(high, Math.max(low, Number(value.toPrecision(significantDigits))))
}

function positionIn({ low, high, isLogarithmic, isInteger }: Range, value: number): number {
  const [end, point] = isInteger ? [high + 1, value + 0.5] : [high, value]
  return isLogarithmic ? Math.log(point / low) / Math.log(end / low) : (point - low) / (end - low)
}
