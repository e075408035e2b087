import type { Floats, RowSolver, RowSystems, StartRowSolver, VectorMethod } from '@hvamp/tensors'
import { trainingError } from '@hvamp/training'
import { type Pattern, transposed } from './pattern'
import { rowSolverHere } from './row-solver-here'
import type { WaitingWork } from './work'

export interface AlternatingOptions extends Pick<RowSystems, 'weight' | 'target'> {
  /** The model, for errors. */
  readonly name: string
  /** Users × items. */
  readonly ones: Pattern
  readonly factorCount: number
  /** The ridge of a user's vector, or of an item's, with a number of ones out of all items, or of all users. */
  readonly ridge: (oneCount: number, all: number) => number
  readonly epochs: number
  readonly method: VectorMethod
  /** What the items begin with, and the users where the method is not exact: [count, factors]. */
  readonly start: { readonly items: Floats; readonly users?: Floats | undefined }
  /** Starts what solves the vectors; without it this thread does. */
  readonly startSolver?: StartRowSolver | undefined
}

export interface Factorization {
  /** The vectors of the users: [users, factors]. */
  userFactors(): Float64Array
  /** The vectors of the items: [items, factors]. */
  itemFactors(): Float64Array
}

/**
 * Minimises, over the vectors of all users and items,
 *
 *   Σ_all (u·v)² + Σ_ones (weight (u·v)² − 2 target u·v + target) + Σ ridge ‖u‖² + Σ ridge ‖v‖²:
 *
 * an epoch solves all users, then all items. The zeros cost nothing beyond one matrix Σ v vᵀ a side (Hu, Koren and Volinsky 2008).
 *
 * Each epoch's event has the loss after it.
 */
export async function* alternatingLeastSquares(options: AlternatingOptions): WaitingWork<Factorization> {
  const { method, startSolver = async (method) => rowSolverHere(method) } = options
  const solver = await startSolver(method)
  try {
    return yield* factorization(options, solver)
  } finally {
    await solver.end()
  }
}

async function* factorization(options: AlternatingOptions, solver: RowSolver): WaitingWork<Factorization> {
  const { name, ones, epochs, start } = options
  const users = sideOf(options, solver, ones, start.users)
  const items = sideOf(options, solver, transposed(ones), start.items)
  await items.multiply()
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const began = performance.now()
    yield* solved('users', users, items, options, solver)
    yield* solved('items', items, users, options, solver)
    const loss = lossOf(users, items)
    if (!Number.isFinite(loss)) {
      throw trainingError(
        'HVAMP_NOT_FINITE',
        `${name}: the loss must be finite, got ${loss} in epoch ${epoch}`,
      )
    }
    const seconds = (performance.now() - began) / 1000
    yield { type: 'epoch', epochs, record: { epoch, klWeight: 0, loss, terms: {}, seconds } }
  }
  return { userFactors: () => vectorsOf(users, options), itemFactors: () => vectorsOf(items, options) }
}

/** The vectors of the users, or of the items, with what they are solved by, in the memory of the solver. */
interface Side {
  readonly width: number
  readonly offsets: Int32Array
  readonly columns: Int32Array
  readonly vectors: Floats
  readonly products: Floats
  readonly ridges: Floats
  readonly losses: Float64Array
  /** Sets `products` to those of the vectors as they are now. */
  multiply(): Promise<void>
}

function sideOf(
  { factorCount, ridge }: AlternatingOptions,
  solver: RowSolver,
  { rowCount, columnCount, offsets, columns }: Pattern,
  start: Floats | undefined,
): Side {
  const width = solver.widthOf(factorCount)
  const vectors = solver.floats(rowCount * width)
  const products = solver.floats(width ** 2)
  const ridges = solver.floats(rowCount)
  for (let row = 0; row < rowCount; row++) {
    ridges[row] = ridge(offsets[row + 1]! - offsets[row]!, columnCount)
    if (start) vectors.set(start.subarray(row * factorCount, (row + 1) * factorCount), row * width)
  }
  return {
    width,
    offsets: solver.integers(offsets),
    columns: solver.integers(columns),
    vectors,
    products,
    ridges,
    losses: solver.doubles(rowCount),
    multiply: () => solver.multiply(vectors, width, products),
  }
}

/** Solves the rows of a side against the other side. */
async function* solved(
  stage: string,
  { width, offsets, columns, ridges, vectors, losses, multiply }: Side,
  { vectors: factors, products }: Side,
  { weight, target }: AlternatingOptions,
  solver: RowSolver,
): WaitingWork<void> {
  const counts = solver.solve({
    ...{ width, offsets, columns, factors, products, weight, target, ridges, losses },
    solutions: vectors,
  })
  for await (const done of counts) yield { type: 'stage', stage, done, total: ridges.length }
  await multiply()
}

/** The loss, without going through the zeros: Σ (u·v)² over all pairs is Σ (UᵀU) ⊙ (VᵀV). The items were solved last. */
function lossOf(users: Side, items: Side): number {
  let loss = 0
  for (const [i, product] of users.products.entries()) loss += product * items.products[i]!
  for (const ofRow of items.losses) loss += ofRow
  for (const { vectors, ridges, width } of [users, items]) {
    for (let row = 0; row < ridges.length; row++) {
      let squares = 0
      for (let i = row * width; i < (row + 1) * width; i++) squares += vectors[i]! * vectors[i]!
      loss += ridges[row]! * squares
    }
  }
  return loss
}

/** [count, factors], in memory of their own. */
function vectorsOf({ vectors, width, ridges }: Side, { factorCount }: AlternatingOptions): Float64Array {
  const own = new Float64Array(ridges.length * factorCount)
  for (let row = 0; row < ridges.length; row++) {
    own.set(vectors.subarray(row * width, row * width + factorCount), row * factorCount)
  }
  return own
}
