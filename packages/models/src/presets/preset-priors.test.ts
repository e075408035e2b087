import { useBackend } from '@hvamp/backends'
import { l2Normalize } from '@hvamp/layers'
import { compositePrior, mixtureLogDensity } from '@hvamp/priors'
import { random } from '@hvamp/random'
import { readWeights, writeWeights } from '@hvamp/tensors'
import { expectClose, randomRows } from '@hvamp/testing'
import { tensor2d, zerosLike } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { gaussianEncoder } from '../index'
import { followingComposite, userExemplars } from './preset-priors'

beforeAll(() => useBackend('cpu'))

it('a composite prior is a mixture with the posterior of the same rows as it was when it last followed', async () => {
  const encoder = (seed: number) =>
    gaussianEncoder({ inputs: 7, hidden: 4, layers: 1, activation: 'tanh', latent: 3, random: random(seed) })
  const [posterior, old] = [encoder(1), encoder(2)]
  const prior = followingComposite(posterior, old, 3)
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

it('an exemplar prior is made of training users, and leaves out those whose rows it is given', async () => {
  const rows = (numbers: ArrayLike<number>) => {
    const all = [[0], [1, 2], [3], [4, 5, 6]]
    const chosen = Array.from(numbers, (number) => all[number]!)
    const offsets = Int32Array.of(0, ...chosen.map((_, i) => chosen.slice(0, i + 1).flat().length))
    const columns = Int32Array.from(chosen.flat())
    const values = new Float32Array(columns.length).fill(1)
    return { rowCount: chosen.length, columnCount: 7, offsets, columns, values, users: numbers }
  }
  const shape = { inputs: 7, hidden: 4, layers: 1, activation: 'tanh', latent: 3 } as const
  const posterior = gaussianEncoder({ ...shape, random: random(1) })
  const prior = userExemplars(posterior, 1000, 'on')
  const x = l2Normalize(rows([2, 0]))
  const z = tensor2d(random(3).normals(6), [2, 3])
  expect(() => prior.given({ x }).logDensity(z)).toThrow('the number of exemplars must be a positive integer')
  prior.learnFrom!({ count: 4, support: [], rows })

  const logs = (users: number[]) => {
    const { mean } = posterior.encode(l2Normalize(rows(users)))
    return mixtureLogDensity(z, mean, zerosLike(mean))
  }
  const { users: _, ...anyone } = x
  expectClose(await prior.given({ x: anyone }).logDensity(z).data(), await logs([0, 1, 2, 3]).data())
  const density = await prior.given({ x }).logDensity(z).data()
  expectClose(density[0]!, (await logs([0, 1, 3]).data())[0]!)
  expectClose(density[1]!, (await logs([1, 2, 3]).data())[1]!)
})
