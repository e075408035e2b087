import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Random, random, randomWord } from './index'

const draw = (stream: Random, count = 8) => Array.from({ length: count }, () => stream.uniform())

function moments(values: ArrayLike<number>): { mean: number; variance: number } {
  const all = Array.from(values)
  const mean = all.reduce((total, value) => total + value, 0) / all.length
  return { mean, variance: all.reduce((total, value) => total + (value - mean) ** 2, 0) / all.length }
}

/** Σ (observed − expected)² / expected over equally likely outcomes. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((total, count) => total + count, 0) / counts.length
  return counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0)
}

describe('a random stream', () => {
  it('never changes: these numbers are part of every result that was recorded with a seed', () => {
    expect(draw(random(1), 4)).toMatchInlineSnapshot(`
      [
        0.2353566826786846,
        0.38200038066133857,
        0.4806547777261585,
        0.4694712625350803,
      ]
    `)
    expect(draw(random(1).fork('weights').fork(7), 4)).toMatchInlineSnapshot(`
      [
        0.2812940194271505,
        0.49339075037278235,
        0.8517585743684322,
        0.38942643254995346,
      ]
    `)
    expect([...random(1).permutation(10)]).toMatchInlineSnapshot(`
      [
        1,
        8,
        3,
        2,
        9,
        0,
        6,
        7,
        4,
        5,
      ]
    `)
  })

  it('is the same from the same seed, and another from any other', () => {
    expect(draw(random(5))).toEqual(draw(random(5)))
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]
    expect(new Set(seeds.map((seed) => random(seed).uniform())).size).toBe(seeds.length)
  })

  it('has draw i wherever it is computed', () => {
    const stream = random(3)
    const { key } = stream
    expect(draw(stream)).toEqual(Array.from({ length: 8 }, (_, i) => (randomWord(key, i) >>> 0) / 2 ** 32))
  })

  it('forks by label alone, not by what was drawn before', () => {
    const stream = random(9)
    const before = draw(stream.fork('a'))
    stream.normals(100)
    expect(draw(stream.fork('a'))).toEqual(before)
    expect(draw(stream.fork('b'))).not.toEqual(before)
    expect(draw(stream.fork('1'))).not.toEqual(draw(stream.fork(1)))
    expect(draw(stream.fork('a').fork('b'))).not.toEqual(draw(stream.fork('b').fork('a')))
  })

  it('has forks that do not correlate with each other or their parent', () => {
    const parent = random(4)
    const streams = [parent, parent.fork(0), parent.fork(1), parent.fork('0')].map((stream) =>
      stream.normals(20_000),
    )
    for (const [i, a] of streams.entries()) {
      for (const b of streams.slice(i + 1)) {
        const correlation = a.reduce((total, value, k) => total + value * b[k]!, 0) / a.length
        expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(a.length))
      }
    }
  })

  it('refuses a seed that is no integer in [0, 2^53)', () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => random(seed)).toThrow(`got ${seed}`)
  })
})

describe('what a stream draws', () => {
  it('is uniform on [0, 1)', () => {
    const counts = new Array(64).fill(0)
    const stream = random(1)
    for (let i = 0; i < 64_000; i++) counts[Math.floor(stream.uniform() * 64)]++
    expect(chiSquare(counts)).toBeLessThan(63 + 5 * Math.sqrt(2 * 63))
  })

  it('is uniform over integers, for bounds that do not divide 2^32 too', () => {
    const stream = random(2)
    const counts = new Array(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[stream.integer(7)]++
    expect(chiSquare(counts)).toBeLessThan(6 + 5 * Math.sqrt(12))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (below) => {
        const value = stream.integer(below)
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true)
      }),
    )
    for (const below of [0, -1, 1.5, 2 ** 32 + 1]) expect(() => stream.integer(below)).toThrow(`got ${below}`)
  })

  it('is standard normal: mean, variance, and shares within 1, 2 and 3', () => {
    const values = random(3).normals(100_001)
    expect(values.length).toBe(100_001)
    const { mean, variance } = moments(values)
    expect(Math.abs(mean)).toBeLessThan(0.016)
    expect(Math.abs(variance - 1)).toBeLessThan(0.023)
    for (const [bound, share] of [
      [1, 0.682689],
      [2, 0.9545],
      [3, 0.9973],
    ] as const) {
      const within = values.filter((value) => Math.abs(value) < bound).length / values.length
      expect(Math.abs(within - share)).toBeLessThan(
        (5 * Math.sqrt(share * (1 - share))) / Math.sqrt(values.length),
      )
    }
  })

  it('keeps a share of a dropout mask, scaled so that its mean is 1', () => {
    for (const keep of [0.1, 0.5, 0.8]) {
      const mask = random(4).dropoutMask(50_001, keep)
      const kept = mask.filter((value) => value !== 0)
      expect(kept.every((value) => value === Math.fround(1 / keep))).toBe(true)
      expect(Math.abs(kept.length / mask.length - keep)).toBeLessThan(0.012)
    }
    expect(random(4).dropoutMask(9, 1)).toEqual(new Float32Array(9).fill(1))
    for (const keep of [0, -1, 1.1, Number.NaN]) {
      expect(() => random(4).dropoutMask(9, keep)).toThrow(`keep must be in (0, 1], got ${keep}`)
    }
  })

  it('is a permutation, each order as likely', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (count, seed) => {
        const sorted = [...random(seed).permutation(count)].sort((a, b) => a - b)
        expect(sorted).toEqual(Array.from({ length: count }, (_, i) => i))
      }),
    )
    const orders: Record<string, number> = {}
    const stream = random(6)
    for (let i = 0; i < 12_000; i++) {
      const order = stream.permutation(3).join()
      orders[order] = (orders[order] ?? 0) + 1
    }
    expect(Object.keys(orders).length).toBe(6)
    expect(chiSquare(Object.values(orders))).toBeLessThan(5 + 5 * Math.sqrt(10))
  })
})
