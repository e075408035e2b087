import type { Random } from '@hvamp/random'
import { add, exp, mul, type Tensor1D, type Tensor2D, tensor2d, tidy, util } from '@tensorflow/tfjs-core'
import { gaussianLogDensity } from './gaussian-log-density'

/** A Gaussian with its own mean and diagonal covariance for each row. */
export interface DiagonalGaussian {
  readonly mean: Tensor2D // [batch, latent]
  readonly logVariance: Tensor2D // [batch, latent]
  /** log N(z; mean, diag e^logVariance) of each row: [batch, latent] → [batch]. */
  logDensity(z: Tensor2D): Tensor1D
  /** One reparametrised draw per row, mean + e^(logVariance / 2) ε; without noise the mean itself. */
  sample(noise?: Random): Tensor2D
}

/**
 * The diagonal Gaussians with these parameters; log N(z) = −½ Σ (log 2π + l + (z − m)² e^(−l)).
 *
 * A draw takes `noise.normals(batch · latent)` once, row by row.
 *
 * @param mean [batch, latent]
 * @param logVariance [batch, latent]
 * @throws if they are no tensors, or the shapes differ
 */
export function diagonalGaussian(mean: Tensor2D, logVariance: Tensor2D): DiagonalGaussian {
  if (!mean?.shape || !logVariance?.shape) {
    throw new Error(`diagonalGaussian: mean and logVariance must be tensors, got ${mean} and ${logVariance}`)
  }
  if (!util.arraysEqual(mean.shape, logVariance.shape)) {
    throw new Error(
      `diagonalGaussian: mean [${mean.shape}] and logVariance [${logVariance.shape}] must have the same shape`,
    )
  }
  return {
    mean,
    logVariance,
    logDensity(z) {
      if (!util.arraysEqual(z.shape, mean.shape)) {
        throw new Error(
          `diagonalGaussian: z [${z.shape}] must have the shape of the parameters, [${mean.shape}]`,
        )
      }
      return gaussianLogDensity(z, mean, logVariance)
    },
    sample(noise) {
      if (!noise) return mean
      return tidy(() => add(mean, mul(exp(mul(logVariance, 0.5)), normals(mean.shape, noise))))
    },
  }
}

/** What a function of the caller returned. @throws unless it has these tensors */
export function requireGaussian<Given extends object>(
  what: string,
  given: Given,
  tensors: readonly ('mean' | 'logVariance')[] = ['mean', 'logVariance'],
): Given {
  const found = given as Partial<DiagonalGaussian> | undefined
  if (tensors.every((name) => found?.[name]?.shape)) return given
  throw new Error(
    `${what} must return a Gaussian, such as diagonalGaussian(mean, logVariance), got ${Array.isArray(given) ? 'a list' : String(given)}`,
  )
}

/** Standard normal draws of a shape, row by row. */
export function normals(shape: [number, number], noise: Random): Tensor2D {
  return tensor2d(noise.normals(shape[0] * shape[1]), shape)
}
