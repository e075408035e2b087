import type { Random } from '@hvamp/random'
import { clamp, type Weight, weight } from '@hvamp/tensors'
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'

/** What pseudo-inputs start from, and the limits of their values. */
export interface PseudoInputStart {
  /** What the pseudo-inputs start from. */
  readonly random: Random
  /** Limits of an input's values: [0, 1] by default, [−1, 1] for images scaled so. */
  readonly range?: readonly [low: number, high: number] | undefined
  /** Mean of the pseudo-inputs at the start, in the range: 5 % above its lower limit by default. */
  readonly initialMean?: number | undefined
  /** Their standard deviation at the start: 1 % of the range's width by default. */
  readonly initialDeviation?: number | undefined
  /** Their learning rate, as a multiple of the optimizer's: 1 by default; with 0 they are never learned. */
  readonly rate?: number | undefined
}

/** Learned values of pseudo-inputs. */
export interface PseudoInputs {
  readonly weight: Weight
  /** The values within their range, with zero gradient outside. */
  clamped(): Tensor2D
}

/**
 * Values that start from N(initialMean, initialDeviation²) and are clamped to the range whenever they are used.
 *
 * @param where prefix of error messages
 * @throws if the range is empty or not finite, initialMean is outside it, or initialDeviation or the rate is negative
 */
export function pseudoInputsOf(
  where: string,
  shape: [number, number],
  {
    random,
    range: [low, high] = [0, 1],
    initialMean = low + 0.05 * (high - low),
    initialDeviation = 0.01 * (high - low),
    rate = 1,
  }: PseudoInputStart,
): PseudoInputs {
  const rule = (holds: boolean, text: string) => {
    if (!holds) throw new Error(`${where}: ${text}`)
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
  rule(rate >= 0 && Number.isFinite(rate), `rate must be a finite number of at least 0, got ${rate}`)
  function make(): Tensor2D {
    const start = random.normals(shape[0] * shape[1])
    for (let i = 0; i < start.length; i++) start[i] = initialMean + initialDeviation * start[i]!
    return tensor2d(start, shape)
  }
  const values = weight({ shape, make }, { rate })
  return { weight: values, clamped: () => clamp(values.variable as Tensor2D, low, high) }
}
