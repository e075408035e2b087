import type { Random } from '@hvamp/random'
import { add, addN, exp, mul, type Tensor, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core'
import { normals } from './diagonal-gaussian'

/** One Gaussian of a mixture: its share, and parameters of the shape of a draw, or the same everywhere. */
export interface MixturePart {
  readonly share: number
  readonly mean: Tensor2D | number
  readonly logVariance: Tensor2D | number
}

/**
 * One draw for each row from a mixture of Gaussians: from one of the parts for each row, or for each of its elements.
 *
 * @param parts their shares add up to 1
 * @returns [rows, latent]
 */
export function sampleComposite(
  [rows, latent]: [number, number],
  parts: readonly MixturePart[],
  { mixing, noise }: { mixing: 'perDimension' | 'joint'; noise: Random },
): Tensor2D {
  const masks = parts.map(() => new Float32Array(rows * latent))
  for (let row = 0; row < rows; row++) {
    const ofRow = mixing === 'joint' ? sampledPart(parts, noise) : undefined
    for (let i = row * latent; i < (row + 1) * latent; i++) masks[ofRow ?? sampledPart(parts, noise)]![i] = 1
  }
  return tidy(() => {
    const standard = normals([rows, latent], noise)
    const sampled = parts.map(({ mean, logVariance }, part): Tensor => {
      const deviation =
        typeof logVariance === 'number' ? Math.exp(logVariance / 2) : exp(mul(logVariance, 0.5))
      return mul(add(mul(standard, deviation), mean), tensor2d(masks[part]!, [rows, latent]))
    })
    return addN(sampled) as Tensor2D
  })
}

function sampledPart(parts: readonly MixturePart[], noise: Random): number {
  let left = noise.uniform()
  for (let part = 0; part < parts.length - 1; part++) {
    left -= parts[part]!.share
    if (left < 0) return part
  }
  return parts.length - 1
}
