import { random } from '@hvamp/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parzenOnCategories, parzenOnInterval } from './parzen'

const positions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

describe('the density of points on [0, 1]', () => {
  it('integrates to 1', () => {
    fc.assert(
      fc.property(positions, (points) => {
        const { logDensity } = parzenOnInterval(points)
        const parts = 4000
        let sum = 0
        for (let i = 0; i < parts; i++) sum += Math.exp(logDensity((i + 0.5) / parts)) / parts
        expect(sum).toBeCloseTo(1, 3)
      }),
      { numRuns: 20 },
    )
  })

  it('is that of its draws, which lie on the interval', () => {
    const { draw, logDensity } = parzenOnInterval([0.1, 0.12, 0.9])
    const noise = random(1)
    const drawn = Array.from({ length: 20_000 }, () => draw(noise))
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn)).toBeLessThanOrEqual(1)
    for (let part = 0; part < 10; part++) {
      const share = drawn.filter((point) => Math.floor(point * 10) === part).length / drawn.length
      let expected = 0
      for (let i = 0; i < 100; i++) expected += Math.exp(logDensity((part + (i + 0.5) / 100) / 10)) / 1000
      expect(share).toBeCloseTo(expected, 1.7)
    }
  })

  it('without points is that of the prior, with its top in the middle', () => {
    const { logDensity } = parzenOnInterval([])
    // the normal density at 0 over its share between −½ and ½, of a table of the normal distribution
    expect(Math.exp(logDensity(0.5))).toBeCloseTo(0.398942 / 0.382925, 5)
    expect(logDensity(0)).toBeCloseTo(logDensity(0.5) - 0.125, 6)
  })
})

it('of categories it is their share, to which the prior adds one point that is the same for all', () => {
  const { draw, logDensity } = parzenOnCategories([2, 2, 0], 3)
  expect([0, 1, 2].map((point) => Math.exp(logDensity(point)))).toEqual(
    [4 / 12, 1 / 12, 7 / 12].map((share) => expect.closeTo(share, 12)),
  )
  const noise = random(1)
  const drawn = Array.from({ length: 10_000 }, () => draw(noise))
  expect(drawn.filter((point) => point === 1).length / 10_000).toBeCloseTo(1 / 12, 1.7)
})
