import { readFileSync } from 'node:fs'
import { random } from '@hvamp/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holm, pairedBootstrap, pairedTTest, wilcoxonSignedRank } from './index'
import { normalTails, studentTails } from './tail-probability'

interface Case {
  readonly name: string
  readonly first: number[]
  readonly second: number[]
  readonly t: { statistic: number; degreesOfFreedom: number; pValue: number }
  readonly wilcoxon: { statistic: number; pValue: number; method: string }
}

// Computed with SciPy: see fixtures/README.md.
const recorded = JSON.parse(
  readFileSync(new URL('../../../fixtures/statistics/paired-tests.json', import.meta.url), 'utf8'),
)
const cases: Case[] = recorded.cases

/** Within a share of the expected value. */
function expectNear(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

describe('the recorded comparisons', () => {
  it.each(cases)('$name: t test', ({ first, second, t }) => {
    const test = pairedTTest(first, second)
    expect(test.degreesOfFreedom).toBe(t.degreesOfFreedom)
    expectNear(test.statistic, t.statistic, 1e-10)
    expectNear(test.pValue, t.pValue, 1e-9)
  })

  it.each(cases)('$name: Wilcoxon signed-rank test', ({ first, second, wilcoxon }) => {
    const test = wilcoxonSignedRank(first, second)
    expect(test).toMatchObject({ statistic: wilcoxon.statistic, method: wilcoxon.method })
    expectNear(test.pValue, wilcoxon.pValue, 1e-9)
  })

  it('have the recorded bootstrap interval, but for what the draws make of it', () => {
    const { first, second } = cases.find(({ name }) => name === recorded.bootstrap.case)!
    const { low, high } = pairedBootstrap(first, second, { noise: random(1), resamples: 20_000 })
    const width = recorded.bootstrap.high - recorded.bootstrap.low
    expect(Math.abs(low - recorded.bootstrap.low)).toBeLessThan(0.03 * width)
    expect(Math.abs(high - recorded.bootstrap.high)).toBeLessThan(0.03 * width)
  })
})

it('tail probabilities are right to many digits, however small', () => {
  for (const { t, degreesOfFreedom, twoSided } of recorded.tails.student) {
    expectNear(studentTails(t, degreesOfFreedom), twoSided, 1e-10)
    expect(studentTails(-t, degreesOfFreedom)).toBe(studentTails(t, degreesOfFreedom))
  }
  for (const { z, twoSided } of recorded.tails.normal) expectNear(normalTails(z), twoSided, 1e-12)
})

it('tails of Student’s T are those of its closed forms, from next to 0 to far out', () => {
  for (let power = -320; power <= 150; power++) {
    const t = 10 ** power
    const root = Math.sqrt(2 + t * t)
    expectNear(studentTails(t, 1), (2 / Math.PI) * Math.atan(1 / t), 1e-11)
    expectNear(studentTails(t, 2), 2 / (root * (root + t)), 1e-11)
  }
  for (const t of [1e200, Infinity]) expect(studentTails(t, 1)).toBe(0)
  expect(studentTails(60, 1_000_000)).toBe(0) // e^−1797
})

describe('comparisons of the same users', () => {
  const pairs = fc
    .array(fc.tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -8, max: 8 })), {
      minLength: 2,
      maxLength: 80,
    })
    .map((rows) => ({ first: rows.map(([a]) => a / 8), second: rows.map(([, b]) => b / 8) }))

  it('are the other way round when the systems change places', () => {
    fc.assert(
      fc.property(pairs, ({ first, second }) => {
        const [t, back] = [pairedTTest(first, second), pairedTTest(second, first)]
        expect(back.statistic).toBeCloseTo(-t.statistic, 12)
        expect(back.pValue).toBe(t.pValue)
        const [w, turned] = [wilcoxonSignedRank(first, second), wilcoxonSignedRank(second, first)]
        expect(turned.pValue).toBeCloseTo(w.pValue, 12)
        const interval = pairedBootstrap(first, second, { noise: random(1), resamples: 50 })
        const other = pairedBootstrap(second, first, { noise: random(1), resamples: 50 })
        expect(other.low).toBeCloseTo(-interval.high, 12)
        expect(other.high).toBeCloseTo(-interval.low, 12)
      }),
    )
  })

  it('have p-values in [0, 1], and intervals within the differences, about their mean', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), ({ first, second }, seed) => {
        for (const { pValue } of [pairedTTest(first, second), wilcoxonSignedRank(first, second)]) {
          expect(pValue >= 0 && pValue <= 1).toBe(true)
        }
        const { low, high, meanDifference } = pairedBootstrap(first, second, {
          noise: random(seed),
          resamples: 1000,
        })
        const differences = first.map((value, user) => value - second[user]!)
        expect(low).toBeLessThanOrEqual(meanDifference + 1e-12)
        expect(high).toBeGreaterThanOrEqual(meanDifference - 1e-12)
        expect(low).toBeGreaterThanOrEqual(Math.min(...differences) - 1e-12)
        expect(high).toBeLessThanOrEqual(Math.max(...differences) + 1e-12)
      }),
    )
  })

  it('find nothing where there is no difference, and are sure where there is always the same', () => {
    const same = [0.1, 0.5, 0.3]
    expect(pairedTTest(same, same)).toEqual({ statistic: 0, degreesOfFreedom: 2, pValue: 1 })
    expect(wilcoxonSignedRank(same, same)).toEqual({ statistic: 0, pValue: 1, method: 'exact' })
    expect(pairedBootstrap(same, same, { noise: random(1) })).toMatchObject({ low: 0, high: 0 })
    expect(pairedTTest([1, -1, 1e-200], [0, 0, 0]).pValue).toBe(1)
    expect(pairedTTest([1, 2, 3], [0, 1, 2])).toMatchObject({ statistic: Infinity, pValue: 0 })
  })

  it('cover the true difference as often as they say: 95 times in 100', () => {
    const runs = 400
    let covered = 0
    for (let run = 0; run < runs; run++) {
      const first = random(run)
        .normals(60)
        .map((value) => value + 0.3)
      const zero = new Float32Array(60)
      const { low, high } = pairedBootstrap(first, zero, { noise: random(run).fork('b'), resamples: 400 })
      if (low <= 0.3 && 0.3 <= high) covered++
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs))
  })

  it('have the exact p-value of all signs counted out, users without a difference among them', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(sizes, fc.nat({ max: 5 }), fc.nat(), (differing, dropped, signs) => {
        fc.pre(differing.length + dropped > 1)
        const values = differing.map((size, user) => ((signs >> user) & 1 ? size : -size))
        const first = [...values, ...new Array<number>(dropped).fill(0)]
        const { statistic, pValue, method } = wilcoxonSignedRank(
          first,
          first.map(() => 0),
        )
        expect(method).toBe('exact')
        const ranks = differing.map((size) => {
          const [smaller, equal] = [(other: number) => other < size, (other: number) => other === size]
          return dropped + differing.filter(smaller).length + (differing.filter(equal).length + 1) / 2
        })
        const sums = Array.from({ length: 2 ** ranks.length }, (_, plus) =>
          ranks.reduce((sum, rank, user) => sum + ((plus >> user) & 1) * rank, 0),
        )
        expect(statistic).toBe(sums[signs % sums.length])
        const share = (holds: (sum: number) => boolean) => sums.filter(holds).length / sums.length
        const tail = Math.min(
          share((sum) => sum <= statistic),
          share((sum) => sum >= statistic),
        )
        expect(pValue).toBe(Math.min(1, 2 * tail))
      }),
    )
  })

  it('take no longer for the users without a difference, of whom there may be a million', () => {
    const first = new Float32Array(1_000_000)
    for (let user = 0; user < 50; user++) first[user] = user + 1
    const second = new Float32Array(1_000_000)
    const start = performance.now()
    const { statistic, pValue } = wilcoxonSignedRank(first, second)
    expect(performance.now() - start).toBeLessThan(15_000) // for sorting; a table up to the sum of ranks has 100 million sums
    expect(statistic).toBe(50 * 999_950 + (50 * 51) / 2)
    expect(pValue).toBe(2 ** -49)
  })

  it('are refused if users do not match, are too few, or have no value', () => {
    for (const test of [pairedTTest, wilcoxonSignedRank]) {
      expect(() => test([1, 2], [1])).toThrow('at least two users, got 2 and 1')
      expect(() => test([1], [2])).toThrow(`${test.name}: both must have a value for each of at least two`)
      expect(() => test([1, Number.NaN], [2, 3])).toThrow('must be finite, got NaN and 3 for user 1')
    }
    const noise = random(1)
    expect(() => pairedBootstrap([1, 2], [1, 2], { noise, resamples: 0 })).toThrow('resamples must be a')
    expect(() => pairedBootstrap([1, 2], [1, 2], { noise, level: 1 })).toThrow('level must be above 0')
  })
})

describe('Holm’s correction', () => {
  it('gives by hand', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([])).toEqual([])
    expect(() => holm([0.5, Number.NaN])).toThrow('must be in [0, 1], got NaN')
  })

  it('keeps the order, never lowers a p-value, and never goes beyond Bonferroni', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (pValues) => {
        const adjusted = holm(pValues)
        for (const [i, pValue] of pValues.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(pValue)
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, pValue * pValues.length))
          for (const [j, other] of pValues.entries()) {
            if (pValue <= other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!)
          }
        }
      }),
    )
  })
})
