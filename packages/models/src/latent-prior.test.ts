import { useBackend } from '@hvamp/backends'
import { l2Normalize } from '@hvamp/layers'
import { compositePrior } from '@hvamp/priors'
import { random } from '@hvamp/random'
import { readWeights, writeWeights } from '@hvamp/tensors'
import { randomRows } from '@hvamp/testing'
import { tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { composite, gaussianEncoder } from './index'

beforeAll(() => useBackend('cpu'))

it('a composite prior is a mixture with the posterior of the same rows as it was when it last followed', async () => {
  const encoder = (seed: number) =>
    gaussianEncoder({ inputs: 7, hidden: 4, layers: 1, activation: 'tanh', latent: 3, noise: random(seed) })
  const [posterior, old] = [encoder(1), encoder(2)]
  const prior = composite(posterior, old, { latent: 3 })
  const x = l2Normalize(randomRows({ rowCount: 5, columnCount: 7 }))
  const z = tensor2d(random(3).normals(15), [5, 3])
  const density = async () => [...(await prior.given({ x }).logDensity(z).data())]
  const expected = async () => {
    const now = compositePrior({ encode: () => posterior.encode(x), latent: 3 })
    return [...(await now.given(x).logDensity(z).data())]
  }

  const before = await density()
  expect(before).toEqual(await expected())
  const other = encoder(4)
  writeWeights(posterior.weights, await readWeights(other.weights))
  expect(await density()).toEqual(before)
  prior.follow!()
  expect(await density()).toEqual(await expected())
  expect(await density()).not.toEqual(before)
  expect(Object.values(prior.weights).every(({ variable }) => !variable.trainable)).toBe(true)
})
