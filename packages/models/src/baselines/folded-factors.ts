import type { Interactions } from '@hvamp/data'
import type { StartRowSolver } from '@hvamp/tensors'
import { columnProducts } from '../solvers/outer-products'
import { choleskySolver, type WeightedSide, type WeightedSolver } from '../solvers/weighted-solvers'
import type { Scorer } from './baseline'
import { factorScores } from './factor-scores'

interface FoldedFactors extends Pick<WeightedSide, 'factorCount' | 'weight' | 'target'> {
  /** The items' vectors, [items, factors]. */
  readonly itemFactors: Float32Array
  /** The ridge of a user's vector, with a number of ones out of all items. */
  readonly ridge: (oneCount: number, all: number) => number
}

/** Multiplications of this thread that take longer, a tenth of a second, than to start a solver. */
const worthASolver = 2 ** 27
/** Doubles that take half of the memory that threads can share. */
const mostInASolver = 2 ** 28

/**
 * Scores a history by the vector that solves it exactly against the vectors of the items.
 *
 * @param startSolver solves the vectors of large batches in place of this thread, with the same bits
 */
export function foldedFactors(
  { itemFactors, ridge, ...settings }: FoldedFactors,
  startSolver?: StartRowSolver,
): Scorer {
  const { factorCount: size } = settings
  const itemCount = itemFactors.length / size
  const doubles = Float64Array.from(itemFactors)
  const ridgeOf = (oneCount: number) => ridge(oneCount, itemCount)
  let side: WeightedSide | undefined
  let solver: WeightedSolver | undefined

  /** At the first history: a model that is loaded for its items' vectors need not wait. */
  function sideOfItems(): WeightedSide {
    side ??= { ...settings, factors: doubles, products: columnProducts(doubles, itemCount, size) }
    return side
  }

  function solve(history: Int32Array, x: Float64Array, at: number): void {
    solver ??= choleskySolver(sideOfItems())
    solver(history, ridgeOf(history.length), x, at)
  }

  async function solveAll(histories: Interactions): Promise<Float64Array> {
    const { userCount, offsets, items } = histories
    const multiplications = size ** 2 * ((userCount * size) / 6 + items.length / 2)
    const numbers = size * (userCount + Math.min(itemCount, items.length))
    if (startSolver && multiplications > worthASolver && numbers < mostInASolver) {
      return solvedBy(startSolver, histories)
    }
    const vectors = new Float64Array(userCount * size)
    for (let user = 0; user < userCount; user++) {
      solve(items.subarray(offsets[user]!, offsets[user + 1]!), vectors, user * size)
    }
    return vectors
  }

  async function solvedBy(
    start: StartRowSolver,
    { userCount, offsets, items }: Interactions,
  ): Promise<Float64Array> {
    const { factors, products, ...weights } = sideOfItems()
    const solver = await start({ name: 'exact' })
    try {
      // Of a few histories, only the vectors of their items, one after another.
      const rows =
        items.length < itemCount ? items : Int32Array.from({ length: itemCount }, (_, item) => item)
      const own = solver.floats(rows.length * size)
      for (const [i, item] of rows.entries())
        own.set(factors.subarray(item * size, (item + 1) * size), i * size)
      const [ownProducts, ridges] = [solver.floats(products.length), solver.floats(userCount)]
      ownProducts.set(products)
      for (let user = 0; user < userCount; user++) ridges[user] = ridgeOf(offsets[user + 1]! - offsets[user]!)
      const systems = {
        ...{ ...weights, width: size, factors: own, products: ownProducts, ridges },
        offsets: solver.integers(offsets),
        columns: solver.integers(rows === items ? Int32Array.from(items.keys()) : items),
        solutions: solver.floats(userCount * size),
        losses: solver.doubles(userCount),
      }
      for await (const _ of solver.solve(systems));
      return Float64Array.from(systems.solutions)
    } finally {
      await solver.end()
    }
  }

  const itemVectors = { shape: [itemCount, size], values: itemFactors }
  return {
    itemVectors,
    arrays: { itemFactors: itemVectors },
    vectorsOf: solveAll,
    async scoresOf(histories) {
      return factorScores(await solveAll(histories), { values: itemFactors, doubles, size })
    },
  }
}
