import type { SparseVector } from './sparse-vector'

export interface ElasticNet {
  /** XᵀX of a matrix without negative elements, in full: [size, size]. */
  readonly gram: Float64Array
  readonly size: number
  readonly l1: number
  readonly l2: number
}

/**
 * Non-negative elastic nets of one column of X on all others: the minimum over w of
 *
 *   ½ ‖x_j − X w‖² + ½ l2 ‖w‖² + l1 ‖w‖₁  with w ≥ 0, w_j = 0.
 *
 * Coordinate descent with covariance updates (Friedman, Hastie and Tibshirani 2010) on a working set: it is solved, the
 * features whose gradient then asks for a positive weight join it, and so on until none does, which is the minimum. As
 * nothing here is negative, a feature with gram_ij ≤ l1 can never join.
 *
 * The function stands alone: threads are started from its source.
 *
 * @returns the weights for a column j; its arrays are the caller's
 */
export function elasticNetSolver({ gram, size, l1, l2 }: ElasticNet): (target: number) => SparseVector {
  const firstFeatures = 32 // in a working set, which may double in each round
  const tolerance = 1e-9 // weights are right to about this: a smaller change does not count, a smaller weight is 0
  const mostPasses = 100_000
  const weights = new Float64Array(size)
  const gradient = new Float64Array(size) // of ½ ‖x_j − X w‖², with the sign turned: x_iᵀ (x_j − X w)

  // Methods, since bundlers that keep the names of functions put calls to their own helper beside those.
  const parts = {
    /** The features outside the working set with the steepest way down, at most `count`. */
    violating(target: number, working: readonly number[], count: number): number[] {
      const inside = new Set(working)
      const found: number[] = []
      for (let i = 0; i < size; i++) {
        const step = (gradient[i]! - l1) / (gram[i * size + i]! + l2)
        if (step > tolerance && i !== target && !inside.has(i)) found.push(i)
      }
      return found.sort((a, b) => gradient[b]! - gradient[a]! || a - b).slice(0, count)
    },

    /** Puts the gradient at the weights of the working set. */
    evaluate(target: number, working: readonly number[]): void {
      gradient.set(gram.subarray(target * size, (target + 1) * size))
      for (const feature of working) {
        const weight = weights[feature]!
        if (weight === 0) continue
        const row = feature * size
        for (let i = 0; i < size; i++) gradient[i]! -= weight * gram[row + i]!
      }
    },

    /** Coordinate descent over the working set alone, from its weights, until it rests. */
    descend(target: number, working: readonly number[]): Float64Array {
      const count = working.length
      const products = new Float64Array(count * count)
      const w = new Float64Array(count)
      const residual = new Float64Array(count)
      for (let i = 0; i < count; i++) {
        const row = working[i]! * size
        for (let j = 0; j < count; j++) products[i * count + j] = gram[row + working[j]!]!
        w[i] = weights[working[i]!]!
        residual[i] = gradient[working[i]!]!
      }
      for (let pass = 0; pass < mostPasses; pass++) {
        let largest = 0
        for (let i = 0; i < count; i++) {
          const row = i * count
          const own = products[row + i]!
          const next = Math.max(0, (residual[i]! + own * w[i]! - l1) / (own + l2))
          const change = next - w[i]!
          if (change === 0) continue
          w[i] = next
          for (let j = 0; j < count; j++) residual[j]! -= change * products[row + j]!
          largest = Math.max(largest, Math.abs(change))
        }
        if (largest <= tolerance) return w
      }
      throw new Error(
        `slim: the weights of item ${target} must come to rest in ${mostPasses} passes; l2 is too small`,
      )
    },
  }

  return (target) => {
    weights.fill(0)
    let working: number[] = []
    const cut = new Set<number>() // each at most once: alike features that share a small step would be cut and join without end
    for (;;) {
      parts.evaluate(target, working)
      const joining = parts.violating(target, working, Math.max(firstFeatures, working.length))
      if (joining.length === 0) break
      working = [...working, ...joining]
      const solved = parts.descend(target, working)
      working = working.filter((feature, i) => {
        const weight = solved[i]!
        const isCut = weight > 0 && weight <= tolerance && !cut.has(feature)
        if (isCut) cut.add(feature)
        weights[feature] = isCut ? 0 : weight
        return weights[feature] > 0
      })
    }
    const indices = Int32Array.from(working.filter((feature) => weights[feature]! > tolerance)).sort()
    return { indices, values: Float64Array.from(indices, (index) => weights[index]!) }
  }
}
