import { type Random, requireCount } from '@hvamp/random'
import { clamp, weight } from '@hvamp/tensors'
import { type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'
import { mixtureLogDensity, mixtureResponsibilities } from './mixture-log-density'
import { sampleComponents } from './mixture-sample'
import type { Prior } from './prior'

export interface VampPriorOptions {
  /** The posterior's own encoder, on dense rows [K, inputSize]; the noise is training's (dropout). */
  readonly encode: (pseudoInputs: Tensor2D, noise?: Random) => DiagonalGaussian
  /** Number of components K. */
  readonly pseudoInputs: number
  /** Columns of a pseudo-input: those of the encoder's input. */
  readonly inputSize: number
  /** For the start of the pseudo-inputs. */
  readonly noise: Random
  readonly initialMean?: number | undefined
  readonly initialDeviation?: number | undefined
}

/**
 * Variational mixture of posteriors p(z) = 1/K Σ_k q(z | u_k), with learned pseudo-inputs u (Tomczak and Welling 2018).
 *
 * The pseudo-inputs start from N(initialMean, initialDeviation²) and are clamped to [0, 1] before they are encoded,
 * with zero gradient outside. They are not normalised. Weights: `pseudoInputs` [K, inputSize]; the encoder's are not
 * among them.
 *
 * @throws if pseudoInputs or inputSize is not a positive integer, or initialDeviation is negative
 * @example vampPrior({ encode, pseudoInputs: 500, inputSize: 784, noise: random(1) })
 */
export function vampPrior({
  encode,
  pseudoInputs,
  inputSize,
  noise,
  initialMean = 0.05,
  initialDeviation = 0.01,
}: VampPriorOptions): Prior {
  requireCount('vampPrior: pseudoInputs', pseudoInputs)
  requireCount('vampPrior: inputSize', inputSize)
  if (!Number.isFinite(initialMean)) {
    throw new Error(`vampPrior: initialMean must be a finite number, got ${initialMean}`)
  }
  if (!(initialDeviation >= 0 && initialDeviation < Number.POSITIVE_INFINITY)) {
    throw new Error(
      `vampPrior: initialDeviation must be a finite number of at least 0, got ${initialDeviation}`,
    )
  }
  const shape: [number, number] = [pseudoInputs, inputSize]
  function make(): Tensor2D {
    const start = noise.normals(pseudoInputs * inputSize)
    for (let i = 0; i < start.length; i++) start[i] = initialMean + initialDeviation * start[i]!
    return tensor2d(start, shape)
  }
  const inputs = weight({ shape, make })
  const components = (noise?: Random) =>
    encode(clamp(inputs.variable as Tensor2D, 0, 1), noise?.fork('pseudoInputs'))

  return {
    weights: { pseudoInputs: inputs },
    logDensity(z, noise) {
      return tidy(() => {
        const { mean, logVariance } = components(noise)
        return mixtureLogDensity(z, mean, logVariance)
      })
    },
    responsibilities(z) {
      return tidy(() => {
        const { mean, logVariance } = components()
        return mixtureResponsibilities(z, mean, logVariance)
      })
    },
    sample(count, noise) {
      requireCount('vampPrior.sample: count', count)
      const choice = noise.fork('component')
      const chosen = Int32Array.from({ length: count }, () => choice.integer(pseudoInputs))
      return tidy(() => sampleComponents(components(), tensor1d(chosen, 'int32'), noise))
    },
  }
}
