import { type Random, requireCount, requireKnown } from '@hvamp/random'
import { isRecorded, touched, type Weight, type Weights, weight } from '@hvamp/tensors'
import { add, concat, type Tensor1D, type Tensor2D, tanh, tidy } from '@tensorflow/tfjs-core'
import { compactRows } from './compact-rows'
import { glu } from './glu'
import { fanInUniform, heNormal } from './initializers'
import { linear } from './linear'
import { sparseLinear } from './sparse-linear'
import { isSparse, isTrained, type Rows, type SparseRows } from './sparse-rows'
import { trainedLinear } from './trained-linear'

const activations = ['tanh', 'gated', 'linear'] as const

/** What follows the affine map: tanh, a gate (GLU, in place of an activation), or nothing. */
export type Activation = (typeof activations)[number]

/** A differentiable map of rows with weights of its own; `side` has further, dense columns of the input. */
export interface Layer {
  apply(x: Rows, side?: Tensor2D): Tensor2D
  readonly weights: Weights
}

/** A layer that can be applied to some of its outputs alone. */
export interface OutputLayer extends Layer {
  /**
   * Some outputs of dense rows, [rows, columns.length]: gradients reach only their columns of the weights.
   *
   * @param shifts added to the outputs, such as logarithms of how likely they are drawn
   * @throws if the layer has more than one matrix side by side
   */
  applySome(x: Tensor2D, some: { readonly columns: Int32Array; readonly shifts?: Float32Array }): Tensor2D
}

export interface UnitOptions {
  readonly inputs: number
  readonly outputs: number
  readonly activation: Activation
  /** Equal column blocks of the result that count as layers of their own, such as a mean and a log-variance head. */
  readonly blocks?: number | undefined
  /**
   * The side of which a step may touch few: inputs that are the columns of sparse rows, or outputs of which some are sampled. An
   * optimizer can leave the rest alone: see `sparseAxis` of @hvamp/tensors.
   */
  readonly sparse?: 'inputs' | 'outputs' | undefined
  /** What the weights start from. */
  readonly random: Random
}

/**
 * One layer: tanh(xW + b), the gated (xW + b) ⊙ σ(xV + c), or xW + b alone.
 *
 * The weights of value and gate stand side by side in one matrix, so both cost one product. They start from
 * N(0, 2 / inputs), biases from U(±1 / √inputs). Weights: `weight` [inputs, outputs] or [inputs, 2 · outputs], `bias`.
 *
 * @throws if a size is not a positive integer, or `activation` or `sparse` is not a known one
 * @example unit({ inputs: 784, outputs: 300, activation: 'gated', random: random(1) }).apply(x)
 */
export function unit(options: UnitOptions): OutputLayer {
  requireKnown('unit: options', options, {
    inputs: true,
    outputs: true,
    activation: true,
    blocks: true,
    sparse: true,
    random: 'random',
  })
  const { inputs, outputs, activation, blocks = 1, sparse, random } = options
  requireCount('unit: inputs', inputs)
  requireCount('unit: outputs', outputs)
  if (!activations.includes(activation)) {
    throw new Error(`unit: activation must be one of ${activations.join(', ')}, got '${activation}'`)
  }
  if (sparse !== undefined && sparse !== 'inputs' && sparse !== 'outputs') {
    throw new Error(`unit: sparse must be one of inputs, outputs, got '${sparse}'`)
  }
  const gated = activation === 'gated'
  const columns = gated ? 2 * outputs : outputs
  const split = { blocks: gated ? 2 * blocks : blocks }
  const [matrixShape, biasShape] = [[inputs, columns], [columns]]
  const matrix = weight(
    { shape: matrixShape, make: () => heNormal(matrixShape, inputs, random.fork('weight')) },
    { ...split, sparseAxis: sparse && (sparse === 'inputs' ? 0 : 1) },
  )
  const bias = weight(
    { shape: biasShape, make: () => fanInUniform(biasShape, inputs, random.fork('bias')) },
    { ...split, sparseAxis: sparse === 'outputs' ? 0 : undefined },
  )
  const activate = (affine: Tensor2D): Tensor2D => {
    if (gated) return glu(affine)
    return activation === 'tanh' ? tanh(affine) : affine
  }
  return {
    weights: { weight: matrix, bias },
    apply(x, side) {
      const b = bias.variable as unknown as Tensor1D
      return tidy(() => {
        if (isSparse(x) && isRecorded(matrix)) {
          return activate(affineOfTouched(x, matrix, b, side))
        }
        return activate(affineOf(x, matrix.variable as unknown as Tensor2D, b, side))
      })
    },
    applySome(x, { columns, shifts }) {
      if (split.blocks > 1) {
        throw new Error(`unit: some outputs must be those of one matrix, got ${split.blocks} side by side`)
      }
      return tidy(() => {
        const b = touched(bias, columns) as Tensor1D
        const shifted = shifts ? add<Tensor1D>(b, shifts) : b
        return activate(linear(x, touched(matrix, columns) as Tensor2D, shifted))
      })
    },
  }
}

/** [x, side] W + b by the rows of W alone that the batch touches: gradients are as small as these. */
function affineOfTouched(
  x: SparseRows,
  matrix: Weight,
  bias: Tensor1D,
  side: Tensor2D | undefined,
): Tensor2D {
  const { columns, rows } = compactRows(x, x.columns.length > 0 ? undefined : Int32Array.of(0)) // not none: then all would be
  const beside = Int32Array.from({ length: matrix.shape[0]! - x.columnCount }, (_, i) => x.columnCount + i)
  const indices = new Int32Array(columns.length + beside.length)
  indices.set(columns)
  indices.set(beside, columns.length)
  return sparseLinear(rows, touched(matrix, indices) as Tensor2D, bias, side)
}

/** x W + b, by the op for this kind of rows. */
function affineOf(x: Rows, weights: Tensor2D, bias: Tensor1D, side: Tensor2D | undefined): Tensor2D {
  if (isSparse(x)) return sparseLinear(x, weights, bias, side)
  if (!isTrained(x)) return linear(side ? concat([x, side], 1) : x, weights, bias)
  if (side) throw new Error('unit: a side input must come with other rows than trained ones')
  return trainedLinear(x, weights, bias)
}
