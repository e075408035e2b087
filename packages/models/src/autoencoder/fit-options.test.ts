import { useBackend } from '@hvamp/backends'
import { syntheticInteractions } from '@hvamp/data'
import { memoryCheckpoints, warmUp } from '@hvamp/training'
import { beforeAll, describe, expect, it } from 'vitest'
import type { FitSettings } from '../definitions/fit-settings'
import {
  cdae,
  elsa,
  type FitOptions,
  fitOptions,
  multDae,
  multVae,
  multVaeNetwork,
  networkRecommender,
  type Recommender,
  recVae,
} from '../index'

const { interactions: train } = syntheticInteractions({
  users: 40,
  items: 12,
  interactionsPerUser: 3,
  seed: 1,
})
const small = { hidden: 4, latent: 3 }

/** The weight of the KL term in each epoch. */
async function klWeightsOf(model: Recommender, options: FitOptions): Promise<number[]> {
  const { epochs } = await model.fit(train, options)
  model.dispose()
  return epochs.map(({ klWeight }) => klWeight)
}

/** The schedule that a training began with, and goes on with when it is resumed. */
async function scheduleOf(model: Recommender, options: FitOptions): Promise<unknown> {
  const checkpoints = memoryCheckpoints()
  await model.fit(train, { ...options, checkpoints })
  model.dispose()
  return (await checkpoints.load())!.configuration.klWeight
}

const own = (fit?: FitSettings) =>
  networkRecommender({ name: 'own', build: ({ items }) => multVaeNetwork({ ...small, items }), fit })

beforeAll(() => useBackend('wasm'))

describe('fitOptions', () => {
  it('leaves the weight of the KL term to the model, where beta is missing', async () => {
    expect(fitOptions({ epochs: 2 })).not.toHaveProperty('klWeight')
    const settings = fitOptions({ epochs: 2, beta: undefined })
    expect(await klWeightsOf(multVae(small), settings)).toEqual([0.3 / 100, 0.3 * (2 / 100)])
    expect(await klWeightsOf(recVae(small), settings)).toEqual([1, 1])
    expect(await klWeightsOf(multVae(small), fitOptions({ epochs: 2, beta: 0.4, warmUp: 4 }))).toEqual([
      0.1, 0.2,
    ])
    expect(await klWeightsOf(multVae(small), fitOptions({ epochs: 2, beta: 0.4 }))).toEqual([0.4, 0.4])
    expect(await klWeightsOf(multVae(small), fitOptions({ epochs: 2, beta: 0 }))).toEqual([0, 0])
  })

  it('refuses a warm-up to no beta, which would have no effect', () => {
    expect(() => fitOptions({ warmUp: 5 })).toThrow('fitOptions: warmUp must come with beta, got 5 alone')
    for (const warmUp of [undefined, 0]) expect(fitOptions({ warmUp })).not.toHaveProperty('klWeight')
  })

  it.each([
    ['mult-dae', () => multDae(small)],
    ['cdae', () => cdae({ latent: 3 })],
    ['elsa', () => elsa({ factors: 3 })],
  ])('%s has no KL term, whether settings come or not, and after an earlier model', async (_, create) => {
    const first = create()
    await first.fit(train, { epochs: 1 })
    const from = await first.state()
    first.dispose()
    for (const options of [{ epochs: 1 }, fitOptions({ epochs: 1 }), { epochs: 1, from }]) {
      expect(await scheduleOf(create(), options)).toBe('constant 0')
    }
  })
})

describe('the settings that a model of your own is fitted by', () => {
  it.each<[FitSettings | undefined, string]>([
    [undefined, 'warm-up to 0.3 in 100 epochs'],
    [{ epochs: 1 }, 'warm-up to 0.3 in 100 epochs'],
    [{ beta: undefined, warmUp: undefined }, 'warm-up to 0.3 in 100 epochs'],
    [{ warmUp: 5 }, 'warm-up to 0.3 in 5 epochs'],
    [{ beta: 0.2, warmUp: 5 }, 'warm-up to 0.2 in 5 epochs'],
    [{ beta: 0.2 }, 'warm-up to 0.2 in 0 epochs'],
    [{ beta: 0 }, 'warm-up to 0 in 0 epochs'],
  ])('%j have the KL weight of the paper, unless given', async (fit, schedule) => {
    expect(await scheduleOf(own(fit), { epochs: 1 })).toBe(schedule)
    const klWeight = warmUp({ to: 0.7, epochs: 3 })
    expect(await scheduleOf(own(fit), { epochs: 1, klWeight })).toBe('warm-up to 0.7 in 3 epochs')
  })
})
