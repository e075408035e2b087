import { useBackend } from '@hvamp/backends'
import { type Random, random } from '@hvamp/random'
import { writeWeights } from '@hvamp/tensors'
import { availableBackends, describeConditionalPrior, describePrior } from '@hvamp/testing'
import { fill, matMul, mul, sub, type Tensor2D, tensor2d, tidy, zerosLike } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
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

describe('a stream', () => {
  beforeAll(() => useBackend('cpu'))

  /** Two components that no draw of one takes for the other: at 0 and at 100. */
  const far: Record<string, () => (noise: Random) => Tensor2D> = {
    vampPrior: () => {
      const encode = (u: Tensor2D) => diagonalGaussian(mul(u, 100), zerosLike(u))
      const prior = vampPrior({ encode, pseudoInputs: 2, inputSize: 1, random: random(1) })
      writeWeights(prior.weights, { pseudoInputs: { shape: [2, 1], values: Float32Array.of(0, 1) } })
      return (noise) => prior.sample(1, noise)
    },
    mixturePrior: () => {
      const prior = mixturePrior({ components: 2, latent: 1, random: random(1) })
      writeWeights(prior.weights, {
        means: { shape: [2, 1], values: Float32Array.of(0, 100) },
        logVariances: { shape: [2, 1], values: new Float32Array(2) },
        logits: { shape: [2], values: new Float32Array(2) },
      })
      return (noise) => prior.sample(1, noise)
    },
    exemplarPrior: () => (noise) => twoExemplars(2).sample(1, noise),
    'exemplarPrior without the own example': () => (noise) => twoExemplars(3).given([2]).sample(noise),
    'compositePrior, perDimension': () => composite('perDimension'),
    'compositePrior, joint': () => composite('joint'),
  }
  const twoExemplars = (count: number) =>
    exemplarPrior({ exemplars: { count, encode: ([n]) => ({ mean: tensor2d([[100 * n!]]) }) } })
  const composite = (mixing: 'perDimension' | 'joint') => {
    const encode = (x: Tensor2D) => diagonalGaussian(x, zerosLike(x))
    const mixtureWeights = { standard: 0.4, posterior: 0.5, wide: 0.1 }
    const prior = compositePrior({ encode, latent: 1, mixtureWeights, wideLogVariance: 0, mixing })
    return (noise: Random) => prior.given(tensor2d([[100]])).sample(noise)
  }

  it.each(Object.keys(far))('goes on from draw to draw, to other components of %s', async (name) => {
    const [draw, noise] = [far[name]!(), random(4)]
    let high = 0
    for (let time = 0; time < 400; time++) high += (await draw(noise).data())[0]! > 50 ? 1 : 0
    expect(Math.abs(high - 200)).toBeLessThan(40) // four standard deviations
  })
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
