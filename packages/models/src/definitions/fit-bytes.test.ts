import { describe, expect, it } from 'vitest'
import { fitBytes, modelDefinitions, modelNames, sharedBytes } from '../definitions'

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
})
