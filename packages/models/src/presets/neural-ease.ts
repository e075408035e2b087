import { heNormal, type SparseRows, sparseLinear, toDense } from '@hvamp/layers'
import type { Random } from '@hvamp/random'
import { type Weights, weight } from '@hvamp/tensors'
import {
  customGrad,
  mul,
  reshape,
  stridedSlice,
  sub,
  type Tensor,
  type Tensor2D,
  zeros,
} from '@tensorflow/tfjs-core'

/** A linear layer from items to items in which no item has a weight for itself. */
export interface NeuralEase {
  readonly weights: Weights
  /** [rows, items] */
  apply(rows: SparseRows): Tensor2D
}

/**
 * EASE as a layer that is trained (Vančura and Kordík 2021): x E, where the diagonal of E is 0.
 *
 * The diagonal has memory, and a gradient, but no effect: what it adds to the product is taken off again.
 */
export function neuralEase({ items, random }: { items: number; random: Random }): NeuralEase {
  const shape = [items, items]
  const own = weight({ shape, make: () => heNormal(shape, items, random) }, { sparseAxis: 0 })
  return {
    weights: { weight: own },
    apply(rows) {
      const matrix = own.variable as unknown as Tensor2D
      // Not an input of the operation, for there is nothing to learn in it.
      const withoutDiagonal = customGrad((product) => ({
        value: sub(product as Tensor, mul(toDense(rows), diagonalOf(matrix))),
        gradFunc: (dy: Tensor) => dy,
      }))
      return withoutDiagonal(sparseLinear(rows, matrix, zeros([items]))) as Tensor2D
    },
  }
}

/** [size] of a matrix [size, size]. */
function diagonalOf(matrix: Tensor2D): Tensor {
  const [size] = matrix.shape
  return stridedSlice(reshape(matrix, [size * size]), [0], [size * size], [size + 1])
}
