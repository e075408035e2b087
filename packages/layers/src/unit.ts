import { type Random, requireCount, requireKnown } from '@hvamp/random'
import { type Weights, weight } from '@hvamp/tensors'
import { concat, type Tensor1D, type Tensor2D, tanh, tidy } from '@tensorflow/tfjs-core'
import { glu } from './glu'
import { fanInUniform, heNormal } from './initializers'
import { linear } from './linear'
import { sparseLinear } from './sparse-linear'
import { isSparse, isTrained, type Rows } from './sparse-rows'
import { trainedLinear } from './trained-linear'

const activations = ['tanh', 'gated', 'linear'] as const

/** What follows the affine map: tanh, a gate (GLU, in place of an activation), or nothing. */
export type Activation = (typeof activations)[number]

/** A differentiable map of rows with weights of its own; `side` has further, dense columns of the input. */
export interface Layer {
  apply(x: Rows, side?: Tensor2D): Tensor2D
  readonly weights: Weights
}

export interface UnitOptions {
  readonly inputs: number
  readonly outputs: number
  readonly activation: Activation
  /** Equal column blocks of the result that count as layers of their own, such as a mean and a log-variance head. */
  readonly blocks?: number | undefined
  /** What the weights start from. */
  readonly random: Random
}

/**
 * One layer: tanh(xW + b), the gated (xW + b) ⊙ σ(xV + c), or xW + b alone.
 *
 * The weights of value and gate stand side by side in one matrix, so both cost one product. They start from
 * N(0, 2 / inputs), biases from U(±1 / √inputs). Weights: `weight` [inputs, outputs] or [inputs, 2 · outputs], `bias`.
 *
 * @throws if a size is not a positive integer, or `activation` is not a known one
 * @example unit({ inputs: 784, outputs: 300, activation: 'gated', random: random(1) }).apply(x)
 */
export function unit(options: UnitOptions): Layer {
  requireKnown('unit: options', options, {
    inputs: true,
    outputs: true,
    activation: true,
    blocks: true,
    random: true,
  })
  const { inputs, outputs, activation, blocks = 1, random } = options
  requireCount('unit: inputs', inputs)
  requireCount('unit: outputs', outputs)
  if (!activations.includes(activation)) {
    throw new Error(`unit: activation must be one of ${activations.join(', ')}, got '${activation}'`)
  }
  const gated = activation === 'gated'
  const columns = gated ? 2 * outputs : outputs
  const split = { blocks: gated ? 2 * blocks : blocks }
  const [matrixShape, biasShape] = [[inputs, columns], [columns]]
  const matrix = weight(
    { shape: matrixShape, make: () => heNormal(matrixShape, inputs, random.fork('weight')) },
    split,
  )
  const bias = weight(
    { shape: biasShape, make: () => fanInUniform(biasShape, inputs, random.fork('bias')) },
    split,
  )
  return {
    weights: { weight: matrix, bias },
    apply(x, side) {
      const w = matrix.variable as unknown as Tensor2D
      const b = bias.variable as unknown as Tensor1D
      return tidy(() => {
        const affine = affineOf(x, w, b, side)
        if (gated) return glu(affine)
        return activation === 'tanh' ? tanh(affine) : affine
      })
    },
  }
}

/** x W + b, by the op for this kind of rows. */
function affineOf(x: Rows, weights: Tensor2D, bias: Tensor1D, side: Tensor2D | undefined): Tensor2D {
  if (isSparse(x)) return sparseLinear(x, weights, bias, side)
  if (!isTrained(x)) return linear(side ? concat([x, side], 1) : x, weights, bias)
  if (side) throw new Error('unit: a side input must come with other rows than trained ones')
  return trainedLinear(x, weights, bias)
}
