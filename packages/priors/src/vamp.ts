import { type Random, requireCount } from '@hvamp/random'
import { clamp, type Weight, weight } from '@hvamp/tensors'
import { type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'
import { mixtureLogDensity, mixtureResponsibilities } from './mixture-log-density'
import { sampleComponents } from './mixture-sample'
import type { Prior } from './prior'

export interface VampPriorOptions {
  /**
   * The posterior's own encoder, on dense flat rows [K, inputSize]; the noise is training's (dropout). An encoder of images
   * reshapes them: `(u) => encode(reshape(u, [-1, 28, 28, 1]))`.
   */
  readonly encode: (pseudoInputs: Tensor2D, noise?: Random) => DiagonalGaussian
  /** Number of components K. */
  readonly pseudoInputs: number
  /** Values of a pseudo-input: as many as an input of the encoder has, flat. */
  readonly inputSize: number
  /** What the pseudo-inputs start from. */
  readonly random: Random
  /** Limits of an input's values: [0, 1] by default, [−1, 1] for images scaled so. */
  readonly range?: readonly [low: number, high: number] | undefined
  /** Mean of the pseudo-inputs at the start, in the range: 5 % above its lower limit by default. */
  readonly initialMean?: number | undefined
  /** Their standard deviation at the start: 1 % of the range's width by default. */
  readonly initialDeviation?: number | undefined
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
export function vampPrior({
  encode,
  pseudoInputs,
  inputSize,
  random,
  range: [low, high] = [0, 1],
  initialMean = low + 0.05 * (high - low),
  initialDeviation = 0.01 * (high - low),
}: VampPriorOptions): Prior<{ readonly pseudoInputs: Weight }> {
  requireCount('vampPrior: pseudoInputs', pseudoInputs)
  requireCount('vampPrior: inputSize', inputSize)
  requireStart({ low, high, initialMean, initialDeviation })
  const shape: [number, number] = [pseudoInputs, inputSize]
  function make(): Tensor2D {
    const start = random.normals(pseudoInputs * inputSize)
    for (let i = 0; i < start.length; i++) start[i] = initialMean + initialDeviation * start[i]!
    return tensor2d(start, shape)
  }
  const inputs = weight({ shape, make })
  const components = (noise?: Random) =>
    encode(clamp(inputs.variable as Tensor2D, low, high), noise?.fork('pseudoInputs'))

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

interface Start {
  readonly low: number
  readonly high: number
  readonly initialMean: number
  readonly initialDeviation: number
}

function requireStart({ low, high, initialMean, initialDeviation }: Start): void {
  const rule = (holds: boolean, text: string) => {
    if (!holds) throw new Error(`vampPrior: ${text}`)
  }
  rule(
    low < high && Number.isFinite(high - low),
    `range must be two finite numbers, the lower first, got [${low}, ${high}]`,
  )
  rule(
    initialMean >= low && initialMean <= high,
    `initialMean must be in the range [${low}, ${high}], got ${initialMean}`,
  )
  rule(
    initialDeviation >= 0 && Number.isFinite(initialDeviation),
    `initialDeviation must be a finite number of at least 0, got ${initialDeviation}`,
  )
}
