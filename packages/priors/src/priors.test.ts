import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, describeConditionalPrior, describePrior } from '@hvamp/testing'
import { fill, matMul, mul, sub, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core'
import { beforeAll, describe } from 'vitest'
import {
  compositePrior,
  conditionalGaussian,
  diagonalGaussian,
  exemplarPrior,
  mixturePrior,
  standardGaussian,
  vampPrior,
} from './index'

// One suite for every prior: see @hvamp/testing.
describe.each(await availableBackends())('on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describePrior('standardGaussian', () => standardGaussian({ latent: 2 }))

  describePrior('mixturePrior', () => mixturePrior({ components: 4, latent: 2, random: random(1) }))

  describePrior('vampPrior', () =>
    vampPrior({
      encode: (u) => affineGaussian(u),
      pseudoInputs: 5,
      inputSize: 3,
      random: random(1),
      initialMean: 0.5, // away from the clamp, where differences would see a kink
      initialDeviation: 0.1,
    }),
  )

  describeConditionalPrior('conditionalGaussian', (rows) => ({
    prior: conditionalGaussian({ parameters: (context) => affineGaussian(context), weights: {} }),
    context: fill([rows, 3], 0.4) as Tensor2D,
  }))

  const exemplars = () =>
    exemplarPrior({
      exemplars: {
        count: 4,
        encode: (numbers) =>
          affineGaussian(
            tensor2d(
              [...numbers].flatMap((n) => [n / 3, n % 2, 0.4]),
              [numbers.length, 3],
            ),
          ),
      },
      initialLogVariance: -0.5,
    })
  describePrior('exemplarPrior', exemplars)
  describeConditionalPrior('exemplarPrior without the own example', (rows) => ({
    prior: exemplars(),
    context: new Int32Array(rows).fill(2),
  }))

  for (const mixing of ['perDimension', 'joint'] as const) {
    describeConditionalPrior(`compositePrior, ${mixing}`, (rows) => ({
      prior: compositePrior({ encode: affineGaussian, latent: 2, wideLogVariance: 1, mixing }),
      context: fill([rows, 3], 0.4) as Tensor2D,
    }))
  }
})

/** A Gaussian over 2 latents whose parameters are affine in 3 columns. */
function affineGaussian(x: Tensor2D) {
  const { mean, logVariance } = tidy(() => {
    const mean = matMul(sub(x, 0.5), tensor2d([4, -3, 2, 3, -4, 1], [3, 2])) as Tensor2D
    const logVariance = mul(matMul(sub(x, 0.5), tensor2d([1, 2, -1, 0, 1, 1], [3, 2])), 0.5) as Tensor2D
    return { mean, logVariance }
  })
  return diagonalGaussian(mean, logVariance)
}
