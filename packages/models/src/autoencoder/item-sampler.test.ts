import { random } from '@hvamp/random'
import { randomRows } from '@hvamp/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemSampler } from './item-sampler'

const support = Array.from({ length: 40 }, (_, item) => Math.floor(100 / (item + 1)))
const rows = randomRows({ rowCount: 3, columnCount: 40, density: 0.1 })
const own = new Set(rows.columns)

describe('itemSampler', () => {
  it('expects as many draws as it makes, at most one of an item, none less than half of an even share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 80 }),
        (counts, count) => {
          fc.pre(counts.some((users) => users > 0))
          const { expected } = itemSampler(count, counts)
          const draws = Math.min(count, counts.length)
          expect(expected.reduce((total, one) => total + one, 0)).toBeCloseTo(draws, 9)
          expect(Math.max(...expected)).toBeLessThanOrEqual(1)
          expect(Math.min(...expected)).toBeGreaterThanOrEqual((0.5 * draws) / counts.length - 1e-12)
        },
      ),
    )
  })

  it('has the items of the rows without a shift, and of the rest those that are drawn', () => {
    const { columns, rows: among, shifts } = itemSampler(8, support).sample(rows, random(1))
    expect(among.columns.map((column) => columns[column]!)).toEqual(rows.columns)
    expect(columns.filter((column) => own.has(column)).length).toBe(own.size)
    expect(columns.length).toBeGreaterThan(own.size)
    expect(columns.length).toBeLessThanOrEqual(own.size + 8)
    for (const [place, column] of columns.entries()) {
      if (own.has(column)) expect(shifts[place]).toBe(0)
    }
  })

  it('stands for all items: what it adds up is their sum on average', () => {
    const sampler = itemSampler(8, support)
    const weights = random(2).normals(40).map(Math.exp)
    const [noise, times] = [random(3), 20_000]
    let [sum, squares] = [0, 0]
    for (let time = 0; time < times; time++) {
      const { columns, shifts } = sampler.sample(rows, noise.fork(time))
      const estimate = columns.reduce(
        (total, column, i) => total + weights[column]! * Math.exp(shifts[i]!),
        0,
      )
      sum += estimate
      squares += estimate ** 2
    }
    const mean = sum / times
    const standardError = Math.sqrt((squares / times - mean ** 2) / times)
    const whole = weights.reduce((total, weight) => total + weight, 0)
    expect(Math.abs(mean - whole)).toBeLessThan(4 * standardError)
    expect(standardError).toBeLessThan(0.004 * whole)
  })

  it.each([40, 1000])('takes every item once, without a shift, when %i of 40 are drawn', (count) => {
    const { columns, shifts } = itemSampler(count, support).sample(rows, random(1))
    expect([...columns]).toEqual([...support.keys()])
    expect([...shifts]).toEqual(support.map(() => 0))
  })

  it('draws the same from the same stream', () => {
    const sampler = itemSampler(8, support)
    expect(sampler.sample(rows, random(1))).toEqual(sampler.sample(rows, random(1)))
    expect(sampler.sample(rows, random(1))).not.toEqual(sampler.sample(rows, random(2)))
  })

  it('refuses to draw none, and items that no user has', () => {
    expect(() => itemSampler(0, support)).toThrow('itemSampler: count must be a positive integer, got 0')
    expect(() => itemSampler(3, [0, 0])).toThrow('support must have an item with users, got 2 without')
  })
})
