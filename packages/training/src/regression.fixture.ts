import { type Random, random } from '@hvamp/random'
import { type Weights, weight } from '@hvamp/tensors'
import {
  add,
  matMul,
  mean,
  mul,
  type Scalar,
  square,
  sub,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core'
import type { Trainable, TrainOptions } from './index'

/** Rows of a batch by number. */
export type Rows = Int32Array

export interface Regression extends Trainable<Rows> {
  readonly weights: Weights
  /** Mean squared error over all rows, without noise. */
  error(): Promise<number>
}

const inputs = 6
const outputs = 4
export const rowCount = 23
const batchSize = 5
export const batchCount = Math.ceil(rowCount / batchSize)

const data = random(11)
const x = data.fork('x').normals(rowCount * inputs)
const truth = data.fork('truth').normals(inputs * outputs)
const y = new Float32Array(rowCount * outputs).map((_, at) => {
  const [row, column] = [Math.floor(at / outputs), at % outputs]
  return x
    .subarray(row * inputs, (row + 1) * inputs)
    .reduce((total, value, i) => total + value * truth[i * outputs + column]!, 0)
})

/** A linear regression with dropout, and the size of its weights in place of a KL term. */
export function regression(): Regression {
  const weights = {
    matrix: weight(tensor(random(12).normals(inputs * outputs), [inputs, outputs]), { blocks: 2 }),
    bias: weight(tensor1d(new Float32Array(outputs))),
  }

  function squaredError(rows: Rows, noise?: Random): Scalar {
    const given = tensor2d(select(x, inputs, rows), [rows.length, inputs])
    const mask = noise && tensor2d(noise.fork('dropout').dropoutMask(given.size, 0.9), given.shape)
    const kept = mask ? (mul(given, mask) as Tensor2D) : given
    const found = add(matMul(kept, weights.matrix.variable as Tensor2D), weights.bias.variable)
    return mean(square(sub(found, tensor2d(select(y, outputs, rows), [rows.length, outputs]))))
  }

  return {
    weights,
    loss(rows, { klWeight, noise }) {
      const error = squaredError(rows, noise)
      const kl = mean<Scalar>(square(weights.matrix.variable))
      return { loss: add(error, mul(kl, klWeight)), error, kl }
    },
    async error() {
      const error = tidy(() => squaredError(Int32Array.from({ length: rowCount }, (_, row) => row)))
      const [value] = await error.data()
      error.dispose()
      return value!
    },
  }
}

/** Shuffled batches of all rows; the last one is smaller. */
export function* shuffled(_epoch: number, noise: Random): Generator<Rows> {
  const order = noise.permutation(rowCount)
  for (let start = 0; start < rowCount; start += batchSize) yield order.subarray(start, start + batchSize)
}

export const options = {
  batches: shuffled,
  batchCount,
  exampleCount: (rows) => rows.length,
  epochs: 4,
  optimizer: { learningRate: 0.02 },
} satisfies TrainOptions<Rows>

function select(values: Float32Array, width: number, rows: Rows): Float32Array {
  const selected = new Float32Array(rows.length * width)
  rows.forEach((row, i) => {
    selected.set(values.subarray(row * width, (row + 1) * width), i * width)
  })
  return selected
}
