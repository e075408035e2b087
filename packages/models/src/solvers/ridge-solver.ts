import { choleskyFactor, solveLower, solveLowerTransposed } from './cholesky'
import { addOuterProducts } from './outer-products'

/** One side of a factorization of ratings: what the rows of the other side are solved against. */
export interface RatedSide {
  /** [count, size] row by row; the last column is 1, against which a bias is solved. */
  readonly features: Float64Array
  readonly size: number
  /** What of a rating is said without the other side: mean and own bias. */
  readonly known: Float64Array // [count]
}

export interface Ridge {
  readonly l2: number
  /** Whether l2 counts once for each rating of a row (ALS-WR), or once for a row. */
  readonly weighting: 'perRating' | 'perVector'
}

/** Sets the `size` elements of `x` from `at` on to the solution for a row of ratings. */
export type RidgeSolver = (columns: Int32Array, ratings: Float32Array, x: Float64Array, at: number) => void

/**
 * Exactly, by Cholesky, the minimum of Σ_j (r_j − known_j − x·f_j)² + l2 n ‖x‖² over the n ratings of a row, or with l2
 * alone. A row without ratings has 0.
 */
export function ridgeSolver({ features, size, known }: RatedSide, { l2, weighting }: Ridge): RidgeSolver {
  const system = new Float64Array(size * size)
  return (columns, ratings, x, at) => {
    x.fill(0, at, at + size)
    if (columns.length === 0) return
    system.fill(0)
    addOuterProducts(system, size, features, columns, 1)
    const penalty = weighting === 'perRating' ? l2 * columns.length : l2
    for (let i = 0; i < size; i++) system[i * (size + 1)]! += penalty
    for (const [j, column] of columns.entries()) {
      const left = ratings[j]! - known[column]!
      for (let i = 0; i < size; i++) x[at + i]! += left * features[column * size + i]!
    }
    choleskyFactor(system, size)
    solveLower(system, size, x, at)
    solveLowerTransposed(system, size, x, at)
  }
}

/** The side that solutions [count, size] make, the last of each being its bias. */
export function ratedSide(solutions: Float64Array, size: number, mean: number): RatedSide {
  const features = solutions.slice()
  const known = new Float64Array(solutions.length / size)
  for (let row = 0; row < known.length; row++) {
    const bias = row * size + size - 1
    known[row] = mean + solutions[bias]!
    features[bias] = 1
  }
  return { features, size, known }
}
