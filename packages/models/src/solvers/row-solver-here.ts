import type { RowSolver, RowSystems, VectorMethod } from '@hvamp/tensors'
import { dot } from './dot'
import { columnProducts } from './outer-products'
import { inSteps } from './steps'
import {
  blockSolver,
  choleskySolver,
  conjugateGradientSolver,
  type WeightedSide,
  type WeightedSolver,
} from './weighted-solvers'

/** Operations in a step. */
const stepSize = 2 ** 22

/** Solves the rows of a factorization in this thread, one after another, in double precision. */
export function rowSolverHere(method: VectorMethod): RowSolver {
  return {
    widthOf: (factorCount) => factorCount,
    floats: (length) => new Float64Array(length),
    doubles: (length) => new Float64Array(length),
    integers: (values) => values.slice(),
    async multiply(matrix, width, products) {
      products.set(columnProducts(matrix as Float64Array, matrix.length / width, width))
    },
    async *solve(systems) {
      const own = systems as RowSystems<Float64Array>
      yield* solvedRows(own, solverBy(method, { ...own, factorCount: own.width }))
    },
    async end() {},
  }
}

function solverBy(method: VectorMethod, side: WeightedSide): WeightedSolver {
  if (method.name === 'exact') return choleskySolver(side)
  if (method.name === 'blocks') return blockSolver(side, method.size)
  return conjugateGradientSolver(side, method.steps)
}

function* solvedRows(
  systems: RowSystems<Float64Array>,
  solve: WeightedSolver,
): Generator<number, void, void> {
  const { offsets, columns, ridges, solutions, width, losses } = systems
  const isReported = inSteps(stepSize, ridges.length)
  for (let row = 0; row < ridges.length; row++) {
    const ones = columns.subarray(offsets[row]!, offsets[row + 1]!)
    solve(ones, ridges[row]!, solutions, row * width)
    losses[row] = lossOf(systems, ones, row)
    if (isReported(row + 1, width ** 2)) yield row + 1
  }
}

function lossOf(
  { solutions, factors, width, weight, target }: RowSystems<Float64Array>,
  ones: Int32Array,
  row: number,
): number {
  let loss = 0
  for (const one of ones) {
    const score = dot(solutions, row * width, factors, one * width, width)
    loss += target * ((1 - score) * (1 - score)) + (weight - target) * (score * score)
  }
  return loss
}
