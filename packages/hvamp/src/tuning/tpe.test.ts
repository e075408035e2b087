import { random } from '@hvamp/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Options } from '../settings/option-arguments'
import { axisOf } from './axis'
import { dimensionFrom } from './search-space'
import { pointsIn, type Trial, trialsOf } from './search-trials'
import { nextTrials, roundEnds } from './suggested-trials'
import { suggestedPoint } from './tpe'

const spaceOf = (...said: string[]) =>
  said.map((each) => dimensionFrom(each, { where: '--random', ranges: true }))

type Objective = (options: Readonly<Record<string, number>>) => number

/** All trials of a search on a function of which more is better, chosen `together` at a time. */
function searched(
  said: readonly string[],
  objective: Objective,
  { trials: count, together = 4, seed = 1 }: { trials: number; together?: number; seed?: number },
): { trials: Trial[]; best: number } {
  const trials: Trial[] = []
  const validations: number[] = []
  while (trials.length < count) {
    const search = { method: 'tpe', trials: count, together } as const
    const next = nextTrials(spaceOf(...said), search, { seed, trials, validations })
    trials.push(...next)
    validations.push(...next.map(({ options }) => objective(options as Record<string, number>)))
  }
  return { trials, best: Math.max(...validations) }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Functions with a known optimum of 0, shaped as validations are of a regularization, of a VAE, and of a grid of values. */
const functions: readonly [name: string, space: readonly string[], objective: Objective][] = [
  ['one logarithmic range', ['l2=log:1..10000'], ({ l2 }) => -(Math.log10(l2! / 300) ** 2)],
  [
    'ranges of all kinds and a category',
    ['beta=0.01..1', 'learning-rate=log:0.0001..0.1', 'hidden=log:50..800', 'gated=true,false'],
    ({ beta, learningRate, hidden, gated }) =>
      -((beta! - 0.3) ** 2) -
      0.1 * Math.log10(learningRate! / 0.002) ** 2 -
      0.05 * Math.log2(hidden! / 400) ** 2 -
      (gated ? 0 : 0.05),
  ],
  [
    'lists of values',
    ['beta=0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1', 'hidden=100,200,300,400,500,600', 'latent=50,100,150,200'],
    ({ beta, hidden, latent }) =>
      -((beta! - 0.4) ** 2) - ((hidden! - 500) / 500) ** 2 - ((latent! - 100) / 200) ** 2,
  ],
]

describe('a tree-structured Parzen estimator', () => {
  it.each(functions)('finds better points than chance does: %s', (_, said, objective) => {
    const seeds = Array.from({ length: 11 }, (_, i) => i + 1)
    const byChance = seeds.map((seed) => {
      const trials = trialsOf(spaceOf(...said), { count: 30, seed })
      return Math.max(...trials.map(({ options }) => objective(options as Record<string, number>)))
    })
    const chosen = seeds.map((seed) => searched(said, objective, { trials: 30, seed }).best)
    expect(median(chosen)).toBeGreaterThan(median(byChance) / 2) // at most half as far from 0
  })

  it('begins with the trials of a random search, and never tries a point twice', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 6 }), (seed, together) => {
        const said = ['hidden=1..4', 'gated=true,false', 'beta=0.1,0.2,0.3']
        const { trials } = searched(said, ({ hidden }) => hidden!, { trials: 20, together, seed })
        const drawn = trialsOf(spaceOf(...said), { count: 20, seed }).map(({ options }) => options)
        const first = roundEnds({ method: 'tpe', trials: 20, together })[0]!
        expect(trials.slice(0, first).map(({ options }) => options)).toEqual(drawn.slice(0, first))
        expect(new Set(trials.map(({ options }) => JSON.stringify(options))).size).toBe(20)
        expect(trials.map(({ name }) => name.slice(0, 3))).toEqual(
          trials.map((_, i) => String(i + 1).padStart(3, '0')),
        )
      }),
      { numRuns: 20 },
    )
  })

  it('keeps to ranges, whatever trials came to, failures among them', () => {
    const said = ['beta=0.2..0.9', 'l2=log:10..1000', 'factors=3..90', 'layers=1,2', 'gated=true,false']
    const dimensions = spaceOf(...said)
    const tried = fc.array(
      fc.record({ seed: fc.nat(), validation: fc.option(fc.double({ noNaN: true }), { nil: undefined }) }),
      { maxLength: 15 },
    )
    fc.assert(
      fc.property(tried, fc.nat(), (before, seed) => {
        const points = before.map(({ seed, validation }) => {
          const [{ options }] = trialsOf(dimensions, { count: 1, seed }) as [Trial]
          return { options, validation }
        })
        const point = suggestedPoint(dimensions, points, random(seed)) as Readonly<Record<string, number>>
        const { beta, l2, factors, layers, gated } = point
        expect(beta! >= 0.2 && beta! <= 0.9 && l2! >= 10 && l2! <= 1000).toBe(true)
        expect(Number.isInteger(factors) && factors! >= 3 && factors! <= 90).toBe(true)
        expect([1, 2]).toContain(layers)
        expect([true, false]).toContain(gated)
        expect(point).toEqual(suggestedPoint(dimensions, points, random(seed)))
      }),
      { numRuns: 60 },
    )
  })

  it('shuns the neighbourhood of trials that still run', () => {
    const space = spaceOf('beta=0..1')
    const tried = [0.1, 0.3, 0.5, 0.7, 0.9].map((beta) => ({
      options: { beta },
      validation: -Math.abs(beta - 0.5),
    }))
    const running: { options: Options; validation: undefined }[] = []
    for (let i = 0; i < 4; i++) {
      const options = suggestedPoint(space, [...tried, ...running], random(5).fork(i))!
      running.push({ options, validation: undefined })
    }
    const chosen = running.map(({ options }) => Number(options.beta)).sort((a, b) => a - b)
    for (const [i, beta] of chosen.slice(1).entries()) expect(beta - chosen[i]!).toBeGreaterThan(0.005)
  })
})

describe('the positions of an option', () => {
  it.each(['beta=0.2..0.9', 'l2=log:10..1000', 'factors=3..90', 'factors=log:3..90', 'latent=200,50,100'])(
    'lead back to its values, in their order: %s',
    (said) => {
      const axis = axisOf(spaceOf(said)[0]!)
      const position = fc.double({ min: 0, max: 1, noNaN: true })
      fc.assert(
        fc.property(position, position, (a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)].map((at) => Number(axis.valueAt(at)))
          expect(low).toBeLessThanOrEqual(high!)
          const again = axis.positionOf(low!)
          expect(again >= 0 && again <= 1).toBe(true)
          expect(axis.valueAt(again)).toBeCloseTo(low!, 2)
        }),
      )
    },
  )

  it('are one for each value of a list', () => {
    const axis = axisOf(spaceOf('solver=cholesky,conjugateGradient')[0]!)
    expect(axis).toMatchObject({ kind: 'categories', count: 2 })
    expect([0, 1].map((at) => axis.valueAt(at))).toEqual(['cholesky', 'conjugateGradient'])
    expect(pointsIn(spaceOf('solver=cholesky,conjugateGradient', 'factors=3..5'))).toBe(6)
  })
})
