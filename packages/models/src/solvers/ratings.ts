import type { InteractionRows } from '@hvamp/data'
import { transposed } from './pattern'

/** A sparse matrix of ratings, row by row. */
export interface Ratings {
  readonly rowCount: number
  readonly columnCount: number
  readonly offsets: Int32Array // [rowCount + 1]
  readonly columns: Int32Array // each column at most once a row
  readonly values: Float32Array
}

/** Mean and highest rating of the training data. */
export interface RatingScale {
  readonly mean: number
  /** The rating that an item counts as in a history without ratings, since the user chose it. */
  readonly highest: number
}

/**
 * Users × items, without copying.
 *
 * @param where prefix of error messages
 * @throws if there are no values, or one is not finite
 */
export function ratingsOf(where: string, interactions: InteractionRows): Ratings {
  const { userCount, itemCount, offsets, items } = interactions
  const values = requireRatings(where, interactions)
  const at = values.findIndex((value) => !Number.isFinite(value))
  if (at >= 0) throw new Error(`${where}: ratings must be finite, got ${values[at]}`)
  if (values.length === 0) throw new Error(`${where}: interactions must have at least one rating, got 0`)
  return { rowCount: userCount, columnCount: itemCount, offsets, columns: items, values }
}

/** @throws if the interactions have no values */
export function requireRatings(where: string, { values }: InteractionRows): Float32Array {
  if (!values) throw new Error(`${where}: interactions must have values, the ratings, got none`)
  return values
}

/** Mean and highest rating. */
export function ratingScale({ values }: Pick<Ratings, 'values'>): RatingScale {
  let sum = 0
  let highest = Number.NEGATIVE_INFINITY
  for (const value of values) {
    sum += value
    if (value > highest) highest = value
  }
  return { mean: sum / values.length, highest }
}

/** The ratings of a history: its own, or the highest for each item if it has none. */
export function historyRatings(
  history: Int32Array,
  values: Float32Array | undefined,
  { highest }: RatingScale,
): Float32Array {
  return values ?? new Float32Array(history.length).fill(highest)
}

/** Columns as rows. */
export function transposedRatings(ratings: Ratings): Ratings {
  const { rowCount, columnCount, offsets, columns } = transposed(ratings)
  const next = offsets.slice(0, rowCount)
  const values = new Float32Array(columns.length)
  for (const [at, column] of ratings.columns.entries()) values[next[column]!++] = ratings.values[at]!
  return { rowCount, columnCount, offsets, columns, values }
}
