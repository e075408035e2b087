import { rowSolverInThreads } from '@hvamp/backends'
import { syntheticInteractions } from '@hvamp/data'
import { describe, expect, it } from 'vitest'
import { fitBytes, modelDefinitions, modelNames, sharedBytes } from '../definitions'
import { ials } from '../index'

const gowalla = { users: 29_858, items: 40_981, interactions: 810_128 }

describe('fitBytes', () => {
  it.each(['ease', 'edlae', 'rdlae'] as const)('knows the matrix and the weights of %s', (model) => {
    expect(fitBytes(model, {}, gowalla)).toBe(12 * gowalla.items ** 2)
  })

  it('grows with what a model is asked for, as far as the data go', () => {
    const ofFactors = (factors: number) => fitBytes('ials', { factors }, gowalla)!
    expect(ofFactors(200) - ofFactors(100)).toBe(100 * (8 * (29_858 + 40_981) + 20 * 40_981))
    const ofNeighbours = (neighbours: number, items: number) =>
      fitBytes('item-knn', { neighbours }, { ...gowalla, items })!
    expect(ofNeighbours(200, 1000)).toBeGreaterThan(ofNeighbours(100, 1000))
    expect(ofNeighbours(2000, 1000)).toBe(ofNeighbours(1000, 1000))
    expect(fitBytes('slim', {}, gowalla)).toBe(16 * gowalla.items ** 2)
  })

  it('is known of every model that is not a network, but for popularity', () => {
    for (const name of modelNames) {
      const isNetwork = 'batchSize' in modelDefinitions[name].fit
      const isKnown = fitBytes(name, {}, gowalla) !== undefined
      expect(isKnown, name).toBe(!isNetwork && name !== 'popularity')
    }
  })

  it('refuses options out of their limits', () => {
    expect(() => fitBytes('ials', { factors: 0 }, gowalla)).toThrow(
      'ials: factors must be a positive integer, got 0',
    )
  })
})

describe('sharedBytes', () => {
  it('knows the vectors and the interactions, in the precision of each model', () => {
    const { users, items, interactions } = gowalla
    const vectors = 100 * (users + items)
    expect(sharedBytes('wmf', { factors: 100 }, gowalla)).toBe(8 * vectors + 8 * interactions)
    expect(sharedBytes('ials', { factors: 100 }, gowalla)).toBe(4 * vectors + 8 * interactions)
    expect(sharedBytes('ease', {}, gowalla)).toBeUndefined()
  })

  it.each([{ factors: 64 }, { factors: 64, blockSize: 64 }, { factors: 32 }])(
    'are what the threads of a fit of iALS share, but for the rows: %j',
    async (options) => {
      let bytes = 0
      const told = <Array extends { byteLength: number }>(array: Array): Array => {
        bytes += array.byteLength
        return array
      }
      const start = rowSolverInThreads({ threads: 1 })
      const { interactions: train } = syntheticInteractions({ users: 2000, items: 600, seed: 3 })
      const model = ials(options, async (method) => {
        const solver = await start(method)
        return {
          ...solver,
          floats: (length) => told(solver.floats(length)),
          integers: (values) => told(solver.integers(values)),
        }
      })
      await model.fit(train, { epochs: 1 })
      const { userCount: users, itemCount: items, items: all } = train
      const ratio = sharedBytes('ials', options, { users, items, interactions: all.length })! / bytes
      expect(ratio).toBeGreaterThan(0.9)
      expect(ratio).toBeLessThanOrEqual(1)
    },
  )
})
