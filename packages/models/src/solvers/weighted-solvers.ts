import { choleskyFactor, solveLower, solveLowerTransposed } from './cholesky'
import { dot } from './dot'
import { addOuterProducts } from './outer-products'

/** One side of a weighted factorization: what the rows of the other side are solved against. */
export interface WeightedSide {
  /** [count, factors] row by row. */
  readonly factors: Float64Array
  /** Σ v vᵀ over all of them, in full: [factors, factors]. */
  readonly products: Float64Array
  readonly factorCount: number
  readonly positiveWeight: number
  readonly l2: number
}

/**
 * Sets the `factorCount` elements of `x` from `at` on to the minimum of Σ_j c_j (r_j − x·v_j)² + l2 ‖x‖², where r_j
 * is 1 and c_j the positive weight for the `ones`, and r_j is 0 and c_j is 1 for all others. It solves
 *
 *   (Σ_j v_j vⱼᵀ + (positiveWeight − 1) Σ_ones v_j vⱼᵀ + l2 I) x = positiveWeight Σ_ones v_j.
 */
export type WeightedSolver = (ones: Int32Array, x: Float64Array, at: number) => void

/** Exactly, by Cholesky: ones · factors² + factors³ / 3 operations. */
export function choleskySolver(side: WeightedSide): WeightedSolver {
  const { factors, products, factorCount, positiveWeight, l2 } = side
  const system = new Float64Array(factorCount * factorCount)
  return (ones, x, at) => {
    system.set(products)
    for (let i = 0; i < factorCount; i++) system[i * factorCount + i]! += l2
    addOuterProducts(system, factorCount, factors, ones, positiveWeight - 1)
    rightHandSide(side, ones, x, at)
    choleskyFactor(system, factorCount)
    solveLower(system, factorCount, x, at)
    solveLowerTransposed(system, factorCount, x, at)
  }
}

/**
 * Nearer to it, by some steps of conjugate gradients from where `x` is (Takács, Pilászy and Tikk 2011): each takes
 * 4 · ones · factors + 2 · factors² operations.
 */
export function conjugateGradientSolver(side: WeightedSide, steps: number): WeightedSolver {
  const { factors, products, factorCount, positiveWeight, l2 } = side
  const residual = new Float64Array(factorCount)
  const direction = new Float64Array(factorCount)
  const image = new Float64Array(factorCount)

  /** image ← (the system's matrix) v */
  function multiply(ones: Int32Array, v: Float64Array, at: number): void {
    for (let i = 0; i < factorCount; i++) {
      image[i] = dot(products, i * factorCount, v, at, factorCount) + l2 * v[at + i]!
    }
    for (const one of ones) {
      const row = one * factorCount
      const scale = (positiveWeight - 1) * dot(factors, row, v, at, factorCount)
      for (let i = 0; i < factorCount; i++) image[i]! += scale * factors[row + i]!
    }
  }

  return (ones, x, at) => {
    rightHandSide(side, ones, residual, 0)
    multiply(ones, x, at)
    for (let i = 0; i < factorCount; i++) residual[i]! -= image[i]!
    direction.set(residual)
    let squares = dot(residual, 0, residual, 0, factorCount)
    for (let step = 0; step < steps && squares > 0; step++) {
      multiply(ones, direction, 0)
      const length = squares / dot(direction, 0, image, 0, factorCount)
      for (let i = 0; i < factorCount; i++) {
        x[at + i]! += length * direction[i]!
        residual[i]! -= length * image[i]!
      }
      const next = dot(residual, 0, residual, 0, factorCount)
      for (let i = 0; i < factorCount; i++) direction[i] = residual[i]! + (next / squares) * direction[i]!
      squares = next
    }
  }
}

function rightHandSide(
  { factors, factorCount, positiveWeight }: WeightedSide,
  ones: Int32Array,
  b: Float64Array,
  at: number,
): void {
  b.fill(0, at, at + factorCount)
  for (const one of ones) {
    for (let i = 0; i < factorCount; i++) b[at + i]! += positiveWeight * factors[one * factorCount + i]!
  }
}
