import { random } from '@hvamp/random'
import { expect, it } from 'vitest'
import { valueIn } from './axis'
import { valueCount, valuesOf } from './range-values'
import { requestedTrials } from './requested-trials'
import { dimensionFrom } from './search-space'
import { trialsOf } from './search-trials'
import { nextTrials } from './suggested-trials'

const range = (low: number, high: number, isInteger = false) => ({
  ...{ option: 'beta', text: '', low, high, isInteger, isLogarithmic: false },
})
const space = [dimensionFrom('beta=0.30002..0.3019', { where: '--random', ranges: true })] // 20 values

it.each([
  [0.30002, 0.3019],
  [0.9995, 1.003],
  [-0.01003, -0.009996],
  [1e-7, 1.01e-7],
])('the values of %d..%d are those that are drawn', (low, high) => {
  const noise = random(1)
  const drawn = Array.from({ length: 5000 }, () => valueIn(range(low, high), noise.uniform()))
  const values = [...new Set(drawn)].sort((a, b) => a - b)
  expect(valuesOf(range(low, high))).toEqual(values)
  expect(valueCount(range(low, high))).toBe(values.length)
})

it('are all integers, and without end where they reach 0', () => {
  expect(valuesOf(range(3, 5, true))).toEqual([3, 4, 5])
  expect([range(0, 1), range(-1, 1), range(-1, 0)].map(valueCount)).toEqual([Infinity, Infinity, Infinity])
  expect(valueCount(range(1, 10))).toBe(9001)
})

it('a search tries every value once, and is refused before it begins where more are asked for', () => {
  const { search } = requestedTrials(space, { search: 'tpe', trials: 20, seed: 1 })
  let trials = nextTrials(space, search!, { seed: 1, trials: [], validations: [] })
  while (trials.length < 20) {
    const validations = trials.map(({ options }) => Number(options.beta))
    trials = [...trials, ...nextTrials(space, search!, { seed: 1, trials, validations })]
  }
  expect(new Set(trials.map(({ options }) => options.beta)).size).toBe(20)
  const tooMany = '--trials: must be at most the points there are, 20, got 21'
  expect(() => requestedTrials(space, { search: 'tpe', trials: 21, seed: 1 })).toThrow(tooMany)
  expect(() => trialsOf(space, { count: 21, seed: 1 })).toThrow(tooMany)
  expect(trialsOf(space, { count: 20, seed: 1 })).toHaveLength(20)
})
