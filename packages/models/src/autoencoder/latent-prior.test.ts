import { useBackend } from '@hvamp/backends'
import {
  type DiagonalGaussian,
  diagonalGaussian,
  mixturePrior,
  standardGaussian,
  vampPrior,
} from '@hvamp/priors'
import { type Random, random } from '@hvamp/random'
import { randomRows } from '@hvamp/testing'
import { ones, type Rank, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { asLatentPrior, gaussianEncoder } from '../index'

beforeAll(() => useBackend('cpu'))

const x = randomRows({ rowCount: 5, columnCount: 7 })
const z = () => tensor2d(random(3).normals(15), [5, 3])

it('a prior of every row is that of each row: the same densities, shares, KL and draws', async () => {
  const prior = mixturePrior({ components: 4, latent: 3, random: random(1) })
  const ofRows = asLatentPrior(prior).given({ x })
  expect(await ofRows.logDensity(z()).data()).toEqual(await prior.logDensity(z()).data())
  expect(await ofRows.responsibilities!(z()).data()).toEqual(await prior.responsibilities!(z()).data())
  expect(await ofRows.sample(random(2)).data()).toEqual(await prior.sample(5, random(2)).data())
  expect(ofRows.klFrom).toBeUndefined()
  const posterior = gaussianEncoder({
    ...{ inputs: 7, hidden: 4, layers: 1, activation: 'tanh', latent: 3 },
    random: random(1),
  }).encode(x)
  const standard = standardGaussian({ latent: 3 })
  const expected = await standard.klFrom(posterior).data()
  expect(await asLatentPrior(standard).given({ x }).klFrom!(posterior).data()).toEqual(expected)
})

it('a prior may be a class, whose methods find what it has', async () => {
  class Own {
    readonly #standard = standardGaussian({ latent: 3 })
    readonly weights = {}
    logDensity(z: Tensor2D) {
      return this.#standard.logDensity(z)
    }
    sample(count: number, noise: Random) {
      return this.#standard.sample(count, noise)
    }
    klFrom(posterior: DiagonalGaussian) {
      return this.#standard.klFrom(posterior)
    }
    responsibilities(z: Tensor2D) {
      return ones<Rank.R2>([z.shape[0], this.#standard.logDensity(z).rank])
    }
  }
  const prior = asLatentPrior(new Own()).given({ x })
  const posterior = diagonalGaussian(z(), z())
  const expected = await standardGaussian({ latent: 3 }).klFrom(posterior).data()
  expect(await prior.klFrom!(posterior).data()).toEqual(expected)
  expect(prior.responsibilities!(z()).shape).toEqual([5, 1])
})

it("hands training's noise on to the prior, whose networks run as in training", async () => {
  const posterior = gaussianEncoder({
    ...{ inputs: 7, hidden: 4, layers: 1, activation: 'tanh', latent: 3, dropout: 0.5 },
    random: random(1),
  })
  const prior = vampPrior({
    encode: (u: Tensor2D, noise) => posterior.encode(u, undefined, noise),
    pseudoInputs: 3,
    inputSize: 7,
    random: random(2),
  })
  const noise = random(9)
  const density = await asLatentPrior(prior).given({ x }, noise).logDensity(z()).data()
  expect(density).toEqual(await prior.logDensity(z(), noise).data())
  expect(density).not.toEqual(await prior.logDensity(z()).data())
})
