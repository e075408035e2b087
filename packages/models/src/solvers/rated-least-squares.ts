import { trainingError } from '@hvamp/training'
import { dot } from './dot'
import { type Ratings, transposedRatings } from './ratings'
import { type Ridge, type RidgeSolver, ratedSide, ridgeSolver } from './ridge-solver'
import { inSteps } from './steps'
import type { Work } from './work'

export interface RatedLeastSquaresOptions extends Ridge {
  /** Users × items. */
  readonly ratings: Ratings
  readonly mean: number
  readonly epochs: number
  /** Factors and, last, a bias for each item, where it begins: [items, size]; taken over. */
  readonly items: Float64Array
  /** Factors and bias together. */
  readonly size: number
}

/** Vectors with their bias last. */
export interface RatedFactors {
  readonly users: Float64Array // [users, size]
  readonly items: Float64Array // [items, size]
}

/** Operations in a step. */
const stepSize = 2 ** 22

/**
 * Minimises Σ (r_ui − mean − b_u − b_i − u·v)² + l2 (Σ n_u (‖u‖² + b_u²) + Σ n_i (‖v‖² + b_i²)) over the ratings there are:
 * an epoch solves all users, then all items, each with its bias (Zhou, Wilkinson, Schreiber and Pan 2008). With the
 * weighting 'perVector' all n are 1.
 *
 * Each epoch's event has the loss after it, and the root of the mean squared error.
 */
export function* ratedLeastSquares(options: RatedLeastSquaresOptions): Work<RatedFactors> {
  const { ratings, mean, epochs, items, size } = options
  const byItem = transposedRatings(ratings)
  const users = new Float64Array(ratings.rowCount * size)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const began = performance.now()
    yield* solveRows('users', ratings, ridgeSolver(ratedSide(items, size, mean), options), users, size)
    yield* solveRows('items', byItem, ridgeSolver(ratedSide(users, size, mean), options), items, size)
    const squares = squaredError({ users, items }, options)
    const loss = squares + options.l2 * (penalty(users, ratings, options) + penalty(items, byItem, options))
    if (!Number.isFinite(loss)) {
      throw trainingError('HVAMP_NOT_FINITE', `mf: the loss must be finite, got ${loss} in epoch ${epoch}`)
    }
    const terms = { rmse: Math.sqrt(squares / ratings.values.length) }
    const seconds = (performance.now() - began) / 1000
    yield { type: 'epoch', epochs, record: { epoch, klWeight: 0, loss, terms, seconds } }
  }
  return { users, items }
}

function* solveRows(
  stage: string,
  { rowCount, offsets, columns, values }: Ratings,
  solve: RidgeSolver,
  solutions: Float64Array,
  size: number,
): Work {
  const isReported = inSteps(stepSize, rowCount)
  for (let row = 0; row < rowCount; row++) {
    const [start, end] = [offsets[row]!, offsets[row + 1]!]
    solve(columns.subarray(start, end), values.subarray(start, end), solutions, row * size)
    if (isReported(row + 1, (end - start + size) * size ** 2))
      yield { type: 'stage', stage, done: row + 1, total: rowCount }
  }
}

function squaredError(
  { users, items }: RatedFactors,
  { ratings: { rowCount, offsets, columns, values }, mean, size }: RatedLeastSquaresOptions,
): number {
  let squares = 0
  for (let user = 0; user < rowCount; user++) {
    for (let i = offsets[user]!; i < offsets[user + 1]!; i++) {
      squares += (values[i]! - mean - predicted(users, user, items, columns[i]!, size)) ** 2
    }
  }
  return squares
}

/** What a user's and an item's vector, with their biases last, say of a rating beyond the mean. */
export function predicted(
  users: Float64Array,
  user: number,
  items: Float64Array,
  item: number,
  size: number,
): number {
  const [ofUser, ofItem] = [user * size, item * size]
  const biases = users[ofUser + size - 1]! + items[ofItem + size - 1]!
  return dot(users, ofUser, items, ofItem, size - 1) + biases
}

function penalty(
  solutions: Float64Array,
  { rowCount, offsets }: Ratings,
  { weighting, size }: RatedLeastSquaresOptions,
): number {
  let total = 0
  for (let row = 0; row < rowCount; row++) {
    const count = weighting === 'perRating' ? offsets[row + 1]! - offsets[row]! : 1
    total += count * dot(solutions, row * size, solutions, row * size, size)
  }
  return total
}
