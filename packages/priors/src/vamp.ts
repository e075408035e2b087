import { type Random, requireCount, requireKnown } from '@hvamp/random'
import type { Weight } from '@hvamp/tensors'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'
import { posteriorMixture } from './posterior-mixture'
import type { Prior } from './prior'
import { type PseudoInputStart, pseudoInputsOf } from './pseudo-inputs'

export interface VampPriorOptions extends PseudoInputStart {
  /**
   * The posterior's own encoder, on dense flat rows [K, inputSize]; the noise is training's (dropout). An encoder of images
   * reshapes them: `(u) => encode(reshape(u, [-1, 28, 28, 1]))`.
   */
  readonly encode: (pseudoInputs: Tensor2D, noise?: Random) => DiagonalGaussian
  /** Number of components K. */
  readonly pseudoInputs: number
  /** Values of a pseudo-input: as many as an input of the encoder has, flat. */
  readonly inputSize: number
}

/**
 * Variational mixture of posteriors p(z) = 1/K Σ_k q(z | u_k), with learned pseudo-inputs u (Tomczak and Welling 2018).
 *
 * The pseudo-inputs start from N(initialMean, initialDeviation²), N(0.05, 0.01²) by default, and are clamped to the range
 * before they are encoded, with zero gradient outside. They are not normalised. Weights: `pseudoInputs` [K, inputSize];
 * the encoder's are not among them.
 *
 * @throws if pseudoInputs or inputSize is not a positive integer, the range is empty or not finite, initialMean is
 *   outside it, or initialDeviation is negative
 * @example vampPrior({ encode, pseudoInputs: 500, inputSize: 784, random: random(1) })
 */
export function vampPrior(options: VampPriorOptions): Prior<{ readonly pseudoInputs: Weight }> {
  requireKnown('vampPrior: options', options, {
    encode: 'function',
    pseudoInputs: true,
    inputSize: true,
    random: 'random',
    range: true,
    initialMean: true,
    initialDeviation: true,
    rate: true,
  })
  const { encode, pseudoInputs, inputSize, ...start } = options
  requireCount('vampPrior: pseudoInputs', pseudoInputs)
  requireCount('vampPrior: inputSize', inputSize)
  const inputs = pseudoInputsOf('vampPrior', [pseudoInputs, inputSize], start)
  return {
    weights: { pseudoInputs: inputs.weight },
    ...posteriorMixture('vampPrior', pseudoInputs, (noise) => encode(inputs.clamped(), noise)),
  }
}
