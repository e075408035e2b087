import { dropoutRows, observedSquaredError, unit } from '@hvamp/layers'
import type { Random } from '@hvamp/random'
import { frozen, joinWeights, weight, writeWeights } from '@hvamp/tensors'
import {
  add,
  div,
  type Scalar,
  sigmoid,
  slice,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core'
import type { RowNetwork } from '../autoencoder/autoencoder'
import type { RatingScale } from '../solvers/ratings'

export interface AutoRecNetworkOptions {
  readonly items: number
  readonly hidden: number
  readonly dropout: number
  /** What the weights start from. */
  readonly random: Random
}

/** The network, and the scale of the ratings that it is for. */
export interface AutoRecNetwork extends RowNetwork {
  setScale(scale: RatingScale): void
}

/**
 * The network of AutoRec: predictions W' σ(W x + b) + b' of rows x of ratings less their mean, so that what was not rated counts
 * as the mean. The loss is the mean of the squared errors over the ratings that the rows have.
 *
 * Mean and highest rating are kept among its weights as `scale`, which no training changes; predictions are ratings again.
 */
export function autoRecNetwork({ items, hidden, dropout, random }: AutoRecNetworkOptions): AutoRecNetwork {
  const encoder = unit({
    inputs: items,
    outputs: hidden,
    activation: 'linear',
    random: random.fork('encoder'),
  })
  const decoder = unit({
    inputs: hidden,
    outputs: items,
    activation: 'linear',
    random: random.fork('decoder'),
  })
  const scale = frozen({ scale: weight({ shape: [2], make: () => zeros([2]) }) })
  const embed: RowNetwork['embed'] = (rows) => tidy(() => sigmoid<Tensor2D>(encoder.apply(rows)))

  return {
    weights: { ...joinWeights({ encoder: encoder.weights, decoder: decoder.weights }), ...scale },
    loss: (rows, { noise }) =>
      tidy(() => {
        const given = dropout > 0 ? dropoutRows(rows, dropout, noise.fork('dropout')) : rows
        const errors = observedSquaredError(decoder.apply(embed(given)), rows)
        return { loss: div<Scalar>(sum<Scalar>(errors), Math.max(1, rows.values.length)) }
      }),
    embed,
    logits: (rows) =>
      tidy(() => {
        const mean = slice(scale.scale!.variable as unknown as Tensor1D, 0, 1)
        return add<Tensor2D>(decoder.apply(embed(rows)), mean)
      }),
    setScale({ mean, highest }) {
      writeWeights(scale, { scale: { shape: [2], values: Float32Array.of(mean, highest) } })
    },
  }
}
