import { useBackend } from '@hvamp/backends'
import { mixturePrior, standardGaussian, vampPrior } from '@hvamp/priors'
import { random } from '@hvamp/random'
import { randomRows } from '@hvamp/testing'
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
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
