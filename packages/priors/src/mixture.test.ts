import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { writeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose } from '@hvamp/testing'
import { tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { conditionalGaussian, diagonalGaussian, mixturePrior, standardGaussian } from './index'

describe.each(await availableBackends())('mixturePrior on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  const create = (means: [number, number], logVariances: [number, number]) => {
    const prior = mixturePrior({ components: 2, latent: 1, random: random(1) })
    writeWeights(prior.weights, {
      means: { shape: [2, 1], values: Float32Array.from(means) },
      logVariances: { shape: [2, 1], values: Float32Array.from(logVariances) },
      logits: { shape: [2], values: Float32Array.of(Math.log(1), Math.log(3)) },
    })
    return prior
  }

  it('weighs its components by softmax(logits), log-variances clamped to [−12, 4]', async () => {
    const density = (z: number, m: number, l: number) =>
      Math.exp((-((z - m) ** 2) * Math.exp(-l)) / 2 - l / 2) / Math.sqrt(2 * Math.PI)
    const z = [-0.05, 0.3]
    const expected = z.map((z) => Math.log(density(z, -0.05, -12) / 4 + (3 * density(z, 0.05, 1)) / 4))
    const actual = await create([-0.05, 0.05], [-30, 1])
      .logDensity(tensor2d(z, [2, 1]))
      .data()
    expectClose(actual, expected, { atol: 2e-3 }) // the bound of mixtureLogDensity at a variance of e^−12
  })

  it('shares a density among its components as each contributes to it', async () => {
    const shares = await create([-1, 1], [0, 0]).responsibilities!(tensor2d([0, 0.5], [2, 1])).data()
    const first = 1 / (1 + 3 * Math.E) // at 0.5: e^(−1.5² / 2) / 4 against 3 e^(−0.5² / 2) / 4
    expectClose(shares, [1 / 4, 3 / 4, first, 1 - first])
  })

  it('samples its components by their weights', async () => {
    const draws = 4000
    const values = await create([-10, 10], [0, 0]).sample(draws, random(1)).data()
    const share = values.filter((value) => value < 0).length / draws
    expect(Math.abs(share - 1 / 4)).toBeLessThan(4 * Math.sqrt(((1 / 4) * (3 / 4)) / draws))
  })
})

describe('priors', () => {
  beforeAll(() => useBackend('cpu'))

  it('say which option is out of range', () => {
    const start = random(1)
    expect(() => mixturePrior({ components: 0, latent: 1, random: start })).toThrow(
      'mixturePrior: components must be a positive integer, got 0',
    )
    expect(() => mixturePrior({ components: 1, latent: Number.NaN, random: start })).toThrow(
      'mixturePrior: latent must be a positive integer, got NaN',
    )
    expect(() => standardGaussian({ latent: -1 })).toThrow(
      'standardGaussian: latent must be a positive integer, got -1',
    )
    expect(() => standardGaussian({ latent: 2 }).sample(1.5, start)).toThrow('got 1.5')
  })

  it('say which shape does not fit', () => {
    const prior = standardGaussian({ latent: 2 })
    const three = tensor2d([1, 2, 3], [1, 3])
    expect(() => prior.logDensity(three)).toThrow('standardGaussian: z must be [batch, 2], got [1,3]')
    expect(() => prior.klFrom(diagonalGaussian(three, three))).toThrow(
      'standardGaussian: the posterior must be [batch, 2], got [1,3]',
    )
    const conditional = conditionalGaussian({ parameters: (x) => diagonalGaussian(x, x), weights: {} })
    expect(() => conditional.given(three).logDensity(tensor2d([1, 2], [1, 2]))).toThrow(
      'diagonalGaussian: z [1,2] must have the shape of the parameters, [1,3]',
    )
  })
})
