import { heNormal, rowSums, type SparseRows, sparseLinear, toDense } from '@hvamp/layers'
import type { Random } from '@hvamp/random'
import { weight } from '@hvamp/tensors'
import {
  add,
  customGrad,
  div,
  type GradSaveFunc,
  matMul,
  maximum,
  mean,
  mul,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core'
import type { RowNetwork } from '../autoencoder/autoencoder'

export interface LowRankNetworkOptions {
  readonly items: number
  /** Length of an item's vector. */
  readonly factors: number
  /** What the vectors start from. */
  readonly random: Random
}

/** Keeps the root of a length away from 0, where it has no slope. */
const leastSquare = 1e-6

/**
 * The network of ELSA: scores x A Aᵀ − x of a row x, where the rows of A are the items' vectors divided by their lengths, so that no
 * item has a weight for itself. The loss is the mean over rows of ‖x / ‖x‖ − y / ‖y‖‖², y being the scores.
 *
 * That is 2 − 2 x·y / (‖x‖ ‖y‖), and with z = x A and G = Aᵀ A both x·y = ‖z‖² − ‖x‖² and ‖y‖² = zᵀ G z − 2 ‖z‖² + ‖x‖²: no
 * step has a score of every item for every row. An empty row counts 2, as at a right angle.
 */
export function lowRankNetwork({ items, factors, random }: LowRankNetworkOptions): RowNetwork {
  const shape = [items, factors]
  const vectors = weight(
    { shape, make: () => heNormal(shape, 2 * factors, random.fork('vectors')) },
    { sparseAxis: 0 },
  )
  const directions = () => unitRows(vectors.variable as unknown as Tensor2D)
  const project = (rows: SparseRows, a: Tensor2D) => sparseLinear(rows, a, zeros([factors]))

  return {
    weights: { vectors },
    loss: (rows) =>
      tidy(() => {
        const a = directions()
        const z = project(rows, a)
        const squares = rowSums({ ...rows, values: rows.values.map((value) => value ** 2) })
        const own = sum<Tensor1D>(square(z), 1)
        const all = sum<Tensor1D>(mul(matMul(z, gramOf(a)), z), 1)
        const square2 = maximum(add(sub(all, mul(own, 2)), squares), leastSquare)
        const cosine = div(sub(own, squares), sqrt(maximum(mul(square2, squares), leastSquare)))
        return { loss: mean<Scalar>(sub(2, mul(cosine, 2))) }
      }),
    embed: (rows) => tidy(() => project(rows, directions())),
    logits: (rows) =>
      tidy(() => {
        const a = directions()
        return sub<Tensor2D>(matMul(project(rows, a), a, false, true), toDense(rows))
      }),
  }
}

/** Rows divided by their lengths: [rows, columns], with a gradient that keeps nothing beside them. */
function unitRows(matrix: Tensor2D): Tensor2D {
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [matrix, save] = inputs as [Tensor2D, GradSaveFunc]
    const lengths = tidy(() => sqrt(maximum(sum(square(matrix), 1, true), leastSquare ** 2)))
    const value = div(matrix, lengths)
    save([value, lengths])
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [value, lengths] = saved as [Tensor2D, Tensor2D]
        return tidy(() => div(sub(dy, mul(value, sum(mul(dy, value), 1, true))), lengths))
      },
    }
  })
  return op(matrix) as Tensor2D
}

/** Aᵀ A of [rows, columns], with its gradient A (D + Dᵀ) in one product. */
function gramOf(matrix: Tensor2D): Tensor2D {
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [matrix, save] = inputs as [Tensor2D, GradSaveFunc]
    save([matrix])
    return {
      value: matMul(matrix, matrix, true, false),
      gradFunc: (dy: Tensor, [matrix]: Tensor[]) =>
        tidy(() => matMul(matrix as Tensor2D, add<Tensor2D>(dy, transpose(dy)))),
    }
  })
  return op(matrix) as Tensor2D
}
