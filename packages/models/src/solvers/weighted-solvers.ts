import type { RowSystems } from '@hvamp/tensors'
import { choleskyFactor, solveLower, solveLowerTransposed } from './cholesky'
import { dot } from './dot'
import { addOuterProducts } from './outer-products'

/** One side of a weighted factorization: what the rows of the other side are solved against. See `RowSystems`. */
export interface WeightedSide
  extends Pick<RowSystems<Float64Array>, 'factors' | 'products' | 'weight' | 'target'> {
  readonly factorCount: number
}

/** Sets the `factorCount` elements of `x` from `at` on to the solution for a row with these `ones`: see `RowSystems`. */
export type WeightedSolver = (ones: Int32Array, ridge: number, x: Float64Array, at: number) => void

/** Exactly, by Cholesky: ones · factors² + factors³ / 3 operations. */
export function choleskySolver(side: WeightedSide): WeightedSolver {
  const { factors, products, factorCount, weight } = side
  const system = new Float64Array(factorCount * factorCount)
  return (ones, ridge, x, at) => {
    system.set(products)
    for (let i = 0; i < factorCount; i++) system[i * factorCount + i]! += ridge
    addOuterProducts(system, factorCount, factors, ones, weight)
    rightHandSide(side, ones, x, at)
    choleskyFactor(system, factorCount)
    solveLower(system, factorCount, x, at)
    solveLowerTransposed(system, factorCount, x, at)
  }
}

/**
 * Nearer to it, by a step of Newton's for one block of factors after the other, which is exact for the block while the other factors
 * stay as they are (Rendle, Krichene, Zhang and Koren, "iALS++: Speeding up Matrix Factorization with Subspace Optimization",
 * 2021): 4 · factors² + ones · factors · (block + 6) + factors · block² / 3 operations.
 */
export function blockSolver(side: WeightedSide, blockSize: number): WeightedSolver {
  const { factors, products, factorCount, weight, target } = side
  const block = Math.min(blockSize, factorCount)
  const system = new Float64Array(block * block)
  const step = new Float64Array(block)
  return (ones, ridge, x, at) => {
    const scores = Float64Array.from(ones, (one) => dot(factors, one * factorCount, x, at, factorCount))
    for (let start = 0; start < factorCount; start += block) {
      const size = Math.min(block, factorCount - start)
      for (let i = 0; i < size; i++) {
        const own = (start + i) * factorCount
        system.set(products.subarray(own + start, own + start + size), i * size)
        system[i * size + i]! += ridge
        step[i] = dot(products, own, x, at, factorCount) + ridge * x[at + start + i]!
      }
      addOuterProducts(system, size, factors, ones, weight, { stride: factorCount, start })
      for (const [j, one] of ones.entries()) {
        const residual = weight * scores[j]! - target
        const from = one * factorCount + start
        for (let i = 0; i < size; i++) step[i]! += residual * factors[from + i]!
      }
      choleskyFactor(system, size)
      solveLower(system, size, step)
      solveLowerTransposed(system, size, step)
      for (let i = 0; i < size; i++) x[at + start + i]! -= step[i]!
      for (const [j, one] of ones.entries()) {
        scores[j]! -= dot(factors, one * factorCount + start, step, 0, size)
      }
    }
  }
}

/**
 * Nearer to it, by some steps of conjugate gradients from where `x` is (Takács, Pilászy and Tikk 2011): each takes
 * 4 · ones · factors + 2 · factors² operations.
 */
export function conjugateGradientSolver(side: WeightedSide, steps: number): WeightedSolver {
  const { factors, products, factorCount, weight } = side
  const residual = new Float64Array(factorCount)
  const direction = new Float64Array(factorCount)
  const image = new Float64Array(factorCount)

  /** image ← (the system's matrix) v */
  function multiply(ones: Int32Array, ridge: number, v: Float64Array, at: number): void {
    for (let i = 0; i < factorCount; i++) {
      image[i] = dot(products, i * factorCount, v, at, factorCount) + ridge * v[at + i]!
    }
    for (const one of ones) {
      const row = one * factorCount
      const scale = weight * dot(factors, row, v, at, factorCount)
      for (let i = 0; i < factorCount; i++) image[i]! += scale * factors[row + i]!
    }
  }

  return (ones, ridge, x, at) => {
    rightHandSide(side, ones, residual, 0)
    multiply(ones, ridge, x, at)
    for (let i = 0; i < factorCount; i++) residual[i]! -= image[i]!
    direction.set(residual)
    let squares = dot(residual, 0, residual, 0, factorCount)
    for (let step = 0; step < steps && squares > 0; step++) {
      multiply(ones, ridge, direction, 0)
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
  { factors, factorCount, target }: WeightedSide,
  ones: Int32Array,
  b: Float64Array,
  at: number,
): void {
  b.fill(0, at, at + factorCount)
  for (const one of ones) {
    for (let i = 0; i < factorCount; i++) b[at + i]! += target * factors[one * factorCount + i]!
  }
}
