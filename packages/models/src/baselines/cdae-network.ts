import { dropoutRows, heNormal, type LogLikelihood, l2Normalize, sparseLinear, unit } from '@hvamp/layers'
import type { Random } from '@hvamp/random'
import { joinWeights, weight } from '@hvamp/tensors'
import {
  add,
  addN,
  customGrad,
  type GradSaveFunc,
  mean,
  mul,
  neg,
  type Scalar,
  square,
  sum,
  type Tensor,
  type Tensor2D,
  tanh,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core'
import type { RowNetwork } from '../autoencoder/autoencoder'
import type { UserRows } from '../recommender/rows'

export interface CdaeNetworkOptions {
  readonly items: number
  /** Training users: rows name theirs by `users`; rows without are of unknown users. */
  readonly users: number
  readonly latent: number
  readonly dropout: number
  readonly weightDecay: number
  readonly logLikelihood: LogLikelihood
  /** What the weights start from. */
  readonly random: Random
}

/**
 * The network of CDAE: z = tanh(x̃ W + b + v_u), logits z W' + b', where x̃ is the row over its L2 norm, with dropout
 * while training, and v_u the user's own factor, or the mean of all users' factors for somebody unknown.
 *
 * The loss is the mean of −log-likelihood plus weightDecay / (2 · users) of the squared weights, so that it adds up
 * over all users to Σ −log-likelihood + weightDecay / 2 · (‖W‖² + ‖W'‖² + ‖V‖²).
 */
export function cdaeNetwork(options: CdaeNetworkOptions): RowNetwork {
  const { items, users, latent, dropout, weightDecay, logLikelihood, random } = options
  const encoder = unit({
    inputs: items,
    outputs: latent,
    activation: 'linear',
    random: random.fork('encoder'),
  })
  const decoder = unit({
    inputs: latent,
    outputs: items,
    activation: 'linear',
    random: random.fork('decoder'),
  })
  const shape = [users, latent]
  const factors = weight({ shape, make: () => heNormal(shape, items, random.fork('users')) })
  const weights = joinWeights({ encoder: encoder.weights, users: { factors }, decoder: decoder.weights })

  function factorsOf(numbers: ArrayLike<number> | undefined): Tensor2D {
    const all = factors.variable as unknown as Tensor2D
    return numbers ? sparseLinear(oneHot(numbers, users), all, zeros([latent])) : mean<Tensor2D>(all, 0, true)
  }

  function encode(rows: UserRows, noise?: Random): Tensor2D {
    const x = l2Normalize(rows)
    return tanh<Tensor2D>(
      add<Tensor2D>(
        encoder.apply(noise ? dropoutRows(x, dropout, noise.fork('dropout')) : x),
        factorsOf(rows.users),
      ),
    )
  }

  function penalty(): Scalar {
    const matrices = Object.values(weights).filter(({ variable }) => variable.rank === 2)
    return mul(addN(matrices.map(({ variable }) => sumOfSquares(variable))), weightDecay / (2 * users))
  }

  return {
    weights,
    loss(rows, { noise }) {
      return tidy(() => {
        const found = mean<Scalar>(logLikelihood(decoder.apply(encode(rows, noise)), rows))
        return { loss: add<Scalar>(neg(found), penalty()), logLikelihood: found }
      })
    },
    embed: (rows) => tidy(() => encode(rows)),
    locate: (rows) => ({ means: tidy(() => encode(rows)) }),
    logits: (rows) => tidy(() => decoder.apply(encode(rows))),
  }
}

/** Its gradient is one tensor, where that of tfjs' ops is made by way of four. */
function sumOfSquares(x: Tensor): Scalar {
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [x, save] = inputs as [Tensor, GradSaveFunc]
    save([x])
    return {
      value: tidy(() => sum<Scalar>(square(x))),
      gradFunc: (dy: Tensor, [x]: Tensor[]) => tidy(() => mul(x!, mul(dy, 2))),
    }
  })
  return op(x) as Scalar
}

/** A row for each number, with a 1 in its column. */
function oneHot(numbers: ArrayLike<number>, columnCount: number): UserRows {
  const rowCount = numbers.length
  const columns = Int32Array.from(numbers)
  const unknown = columns.find((user) => user >= columnCount)
  if (unknown !== undefined) {
    throw new Error(`cdae: users must be as many as it is fitted on, got ${columnCount} and user ${unknown}`)
  }
  const offsets = Int32Array.from({ length: rowCount + 1 }, (_, row) => row)
  return { rowCount, columnCount, offsets, columns, values: new Float32Array(rowCount).fill(1) }
}
