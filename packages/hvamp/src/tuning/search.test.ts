import { modelNames } from '@hvamp/models/definitions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUsedBy } from '../settings/model'
import { modelSpaces } from './model-spaces'
import { dimensionFrom, spaceText } from './search-space'
import { trialsOf } from './search-trials'

const grid = (said: string) => dimensionFrom(said, { where: '--grid', ranges: false })
const range = (said: string) => dimensionFrom(said, { where: '--random', ranges: true })
const trials = (said: string[], count?: number, seed = 1) =>
  trialsOf(
    said.map((each) => (each.includes('..') ? range(each) : grid(each))),
    { count, seed },
  )

describe('what is tried of an option', () => {
  it('are values of its kind', () => {
    expect(grid('hidden=300, 600')).toMatchObject({ option: 'hidden', values: [300, 600] })
    expect(grid('pseudo-inputs=5')).toMatchObject({ option: 'pseudoInputs', values: [5] })
    expect(grid('gated=true,false')).toMatchObject({ option: 'gated', values: [true, false] })
    expect(grid('pseudo-input-dropout=false')).toMatchObject({
      option: 'pseudoInputDropout',
      values: [false],
    })
    expect(grid('solver=cholesky')).toMatchObject({ option: 'solver', values: ['cholesky'] })
    expect(range('beta=0.1..1')).toMatchObject({ low: 0.1, high: 1, isLogarithmic: false, isInteger: false })
    expect(range('factors=log:8..64')).toMatchObject({
      low: 8,
      high: 64,
      isLogarithmic: true,
      isInteger: true,
    })
    expect(range('beta=0.1,0.2')).toMatchObject({ values: [0.1, 0.2] })
  })

  it.each([
    ['hidden', /^--grid: must be <option>=<value>,.*got 'hidden'/],
    ['hidden=', /got 'hidden='/],
    ['hiden=3', /got 'hiden=3' \(Did you mean hidden\?\)/],
    ['out=x', /with an option of 'hvamp train' that is the model's, got 'out=x'/],
    ['held-out=5,6', /got 'held-out=5,6'/],
    ['pseudoInputs=5', /got 'pseudoInputs=5'/],
    ['hidden=0,5', /^--grid: --hidden: must be an integer, at least 1, got '0'/],
    ['hidden=5,,6', /^--grid: --hidden: must be an integer, at least 1, got ''/],
    ['hidden=5,5', /^--grid: hidden must have different values, got 5 twice/],
    ['gated=yes', /^--grid: --gated: must be true or false, got 'yes'/],
    ['kl=sampled', /^--grid: --kl: must be monteCarlo or closedForm, got 'sampled'/],
    [
      'beta=0.1..1',
      /^--grid: --beta: must be a number, at least 0, got '0.1\.\.1': a range goes with --random beta=0.1\.\.1$/,
    ],
  ])('is refused: %s', (said, message) => {
    expect(() => grid(said)).toThrow(message)
  })

  it.each([
    ['beta=1..0.1', /^--random: a range must go from a number to a greater one/],
    ['beta=1..1', /a greater one/],
    ['beta=log:0..1', /with log: a range must begin above 0/],
    ['solver=a..b', /--solver: must be cholesky or conjugateGradient, got 'a'/],
    ['hidden=1.5..3', /--hidden: must be an integer, at least 1, got '1.5'$/],
    ['beta=0:0.5', /: a range is written beta=0\.\.0\.5$/],
  ])('is refused: %s', (said, message) => {
    expect(() => range(said)).toThrow(message)
  })

  it.each(['0.1:0.5', '0.1-0.5', '0.1 to 0.5', '0.1...0.5', '[0.1,0.5]'])(
    'is refused with the way to write a range: %s',
    (text) => {
      expect(() => range(`beta=${text}`)).toThrow(
        /: a range is written beta=0\.1\.\.0\.5, or by its logarithm beta=log:0\.1\.\.0\.5$/,
      )
    },
  )
})

describe('trials', () => {
  it('are all combinations in order, with names for folders', () => {
    expect(trials(['hidden=300,600', 'beta=0.1,0.2'])).toEqual([
      { name: '001-hidden=300-beta=0.1', options: { hidden: 300, beta: 0.1 } },
      { name: '002-hidden=300-beta=0.2', options: { hidden: 300, beta: 0.2 } },
      { name: '003-hidden=600-beta=0.1', options: { hidden: 600, beta: 0.1 } },
      { name: '004-hidden=600-beta=0.2', options: { hidden: 600, beta: 0.2 } },
    ])
    expect(trials([])).toEqual([{ name: '001', options: {} }])
    expect(trials(['hidden=300,600'], 5)).toHaveLength(2)
  })

  it('that are drawn differ, keep to their ranges, and are the same from the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (count, seed) => {
        const said = ['hidden=1,2,3,4', 'beta=0.2..0.9', 'l2=log:10..1000', 'factors=3..5']
        const drawn = trials(said, count, seed)
        expect(drawn).toEqual(trials(said, count, seed))
        expect(new Set(drawn.map(({ options }) => JSON.stringify(options))).size).toBe(count)
        for (const { options } of drawn) {
          const { hidden, beta, l2, factors } = options as Record<string, number>
          expect([1, 2, 3, 4]).toContain(hidden)
          expect([3, 4, 5]).toContain(factors)
          expect(beta! >= 0.2 && beta! <= 0.9 && l2! >= 10 && l2! <= 1000).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('are uniform on the logarithm with log:, else on the range', () => {
    const below = (said: string, limit: number) =>
      trials([said], 2000).filter(({ options }) => (options.l2 as number) < limit).length / 2000
    expect(below('l2=log:1..10000', 100)).toBeCloseTo(0.5, 1)
    expect(below('l2=1..10001', 5001)).toBeCloseTo(0.5, 1)
  })

  it('need a number where there is a range, and no more than there are points', () => {
    expect(() => trials(['beta=0.1..1'])).toThrow('--trials: must say how many')
    expect(() => trials(['beta=0.1..0.10001'], 50)).toThrow('--trials: must be at most the points there are')
    expect(() => trials(['seed=1..101', 'hidden=1..101'])).toThrow('--trials: must say how many')
  })
})

it.each(modelNames)("%s has a space of options that are its own; the VAEs' is the paper's", (model) => {
  const dimensions = Object.entries(modelSpaces[model]).map(([name, text]) =>
    grid(spaceText({ [name]: text })),
  )
  for (const { option } of dimensions) expect(isUsedBy(model, option)).toBe(true)
  if (model.endsWith('vamp') || model === 'mult-vae') {
    expect(dimensions).toMatchObject([
      { option: 'hidden', values: [300, 600] },
      { option: 'latent', values: [100, 200] },
      { option: 'beta', values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] },
    ])
  }
})
