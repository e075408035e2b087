import { trainingError } from '@hvamp/training'
import { dot } from './dot'
import { columnProducts } from './outer-products'
import { type Pattern, transposed } from './pattern'
import {
  choleskySolver,
  conjugateGradientSolver,
  type WeightedSide,
  type WeightedSolver,
} from './weighted-solvers'
import type { Work } from './work'

export interface AlternatingOptions {
  /** Users × items. */
  readonly ones: Pattern
  readonly factorCount: number
  readonly positiveWeight: number
  readonly l2: number
  readonly epochs: number
  readonly solver: 'cholesky' | 'conjugateGradient'
  readonly conjugateGradientSteps: number
  /** Where it begins, [items, factors]; taken over. */
  readonly itemFactors: Float64Array
}

export interface Factorization {
  readonly userFactors: Float64Array // [users, factors]
  readonly itemFactors: Float64Array // [items, factors]
}

/** Operations in a step. */
const stepSize = 2 ** 22

/**
 * Minimises Σ c_ui (r_ui − u·v)² + l2 (Σ ‖u‖² + Σ ‖v‖²) over all users and items, r being 1 where they meet: an epoch
 * solves all users, then all items. The zeros cost nothing beyond one Gram matrix a side (Hu, Koren and Volinsky 2008).
 *
 * Each epoch's event has the loss after it.
 */
export function* alternatingLeastSquares(options: AlternatingOptions): Work<Factorization> {
  const { ones, factorCount, positiveWeight, l2, epochs, itemFactors } = options
  const items = transposed(ones)
  const userFactors = new Float64Array(ones.rowCount * factorCount)
  const side = (factors: Float64Array, count: number): WeightedSide => ({
    factors,
    products: columnProducts(factors, count, factorCount),
    factorCount,
    positiveWeight,
    l2,
  })
  const solverFor = (against: WeightedSide) =>
    options.solver === 'cholesky'
      ? choleskySolver(against)
      : conjugateGradientSolver(against, options.conjugateGradientSteps)

  let fixedItems = side(itemFactors, items.rowCount)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const began = performance.now()
    yield* solveRows('users', ones, solverFor(fixedItems), userFactors, factorCount)
    const fixedUsers = side(userFactors, ones.rowCount)
    yield* solveRows('items', items, solverFor(fixedUsers), itemFactors, factorCount)
    fixedItems = side(itemFactors, items.rowCount)
    const loss = weightedLoss(ones, fixedUsers, fixedItems)
    if (!Number.isFinite(loss)) {
      throw trainingError('HVAMP_NOT_FINITE', `wmf: the loss must be finite, got ${loss} in epoch ${epoch}`)
    }
    const seconds = (performance.now() - began) / 1000
    yield { type: 'epoch', epochs, record: { epoch, klWeight: 0, loss, terms: {}, seconds } }
  }
  return { userFactors, itemFactors }
}

function* solveRows(
  stage: string,
  { rowCount, offsets, columns }: Pattern,
  solve: WeightedSolver,
  factors: Float64Array,
  factorCount: number,
): Work {
  const rowsInStep = Math.ceil(stepSize / factorCount ** 2)
  for (let row = 0; row < rowCount; row++) {
    solve(columns.subarray(offsets[row]!, offsets[row + 1]!), factors, row * factorCount)
    if ((row + 1) % rowsInStep === 0) yield { type: 'stage', stage, done: row + 1, total: rowCount }
  }
}

/** The loss, without going through the zeros: Σ (u·v)² over all pairs is Σ (UᵀU) ⊙ (VᵀV). */
function weightedLoss(
  { rowCount, offsets, columns }: Pattern,
  users: WeightedSide,
  items: WeightedSide,
): number {
  const { factorCount, positiveWeight, l2 } = users
  let loss = dot(users.products, 0, items.products, 0, factorCount ** 2)
  for (let i = 0; i < factorCount; i++) {
    const at = i * (factorCount + 1)
    loss += l2 * (users.products[at]! + items.products[at]!)
  }
  for (let user = 0; user < rowCount; user++) {
    for (let i = offsets[user]!; i < offsets[user + 1]!; i++) {
      const score = dot(
        users.factors,
        user * factorCount,
        items.factors,
        columns[i]! * factorCount,
        factorCount,
      )
      loss += positiveWeight * (1 - score) ** 2 - score ** 2
    }
  }
  return loss
}
