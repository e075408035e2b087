/** Numbers in single or double precision. */
export type Floats = Float32Array | Float64Array

/**
 * The rows of one side of a weighted factorization, each to be solved against the vectors v of the other side. The solution x of
 * a row is the minimum of
 *
 *   Σ_all (x·v)² + Σ_ones (weight (x·v)² − 2 target x·v) + ridge ‖x‖²,
 *
 * that is (Σ_all v vᵀ + weight Σ_ones v vᵀ + ridge I) x = target Σ_ones v.
 */
export interface RowSystems<Numbers extends Floats = Floats> {
  /** Length of a vector: `widthOf` of the solver. */
  readonly width: number
  /** Row r has its ones at `columns[offsets[r]] … columns[offsets[r + 1] − 1]`. */
  readonly offsets: Int32Array // [rows + 1]
  readonly columns: Int32Array
  /** The vectors of the other side. */
  readonly factors: Numbers // [columns, width]
  /** Σ v vᵀ over all of them, in full. */
  readonly products: Numbers // [width, width]
  readonly weight: number
  readonly target: number
  readonly ridges: Numbers // [rows]
  /** What the rows begin with, and their solutions afterwards. */
  readonly solutions: Numbers // [rows, width]
  /** Σ_ones target (1 − x·v)² + (weight − target) (x·v)² of each row, afterwards. */
  readonly losses: Float64Array // [rows]
}

/** Solves the rows of a factorization. All arrays that it is given must come from it. */
export interface RowSolver {
  /** Numbers that a vector of so many factors takes; those beyond the factors are 0. */
  widthOf(factorCount: number): number
  /** Zeros. @throws where there is no room left */
  floats(length: number): Floats
  /** Zeros. @throws where there is no room left */
  doubles(length: number): Float64Array
  /** A copy. @throws where there is no room left */
  integers(values: Int32Array): Int32Array
  /** Writes Σ v vᵀ over the rows v of a matrix [rows, width], in full. */
  multiply(matrix: Floats, width: number, products: Floats): Promise<void>
  /**
   * Solves all rows, and says after some of them how many are solved.
   *
   * @throws if the system of a row is not positive definite, with NaN among others
   */
  solve(systems: RowSystems): AsyncIterable<number>
  /** Ends its threads, if it has some, also while they compute. */
  end(): Promise<void>
}

/**
 * How a vector is solved: at once, whatever it begins with; block after block of its factors, each exactly while its other factors
 * stay as they are (iALS++); or by some steps of conjugate gradients.
 */
export type VectorMethod =
  | { readonly name: 'exact' }
  | { readonly name: 'blocks'; readonly size: number }
  | { readonly name: 'conjugateGradient'; readonly steps: number }

/** Starts a solver, such as for one fit. */
export type StartRowSolver = (method: VectorMethod) => Promise<RowSolver>
