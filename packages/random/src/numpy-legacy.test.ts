import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { numpyLegacy } from './index'

interface Case {
  readonly seed: number
  readonly call: string
  readonly n?: number
  readonly result?: number[]
  readonly head?: number[]
  readonly tail?: number[]
  readonly sha256OfInt32LE?: string
  readonly draws?: { n: number; size: number; result: number[] }[]
}

// Recorded with NumPy: see fixtures/README.md.
const folder = process.env.HVAMP_FIXTURES ?? 'fixtures'
const { cases } = JSON.parse(readFileSync(join(folder, 'random/numpy-legacy.json'), 'utf8')) as {
  cases: Case[]
}

describe('numpyLegacy', () => {
  it.each(cases.filter(({ call }) => call === 'permutation'))(
    'has the recorded permutation of $n with seed $seed',
    ({ seed, n, result, head, tail, sha256OfInt32LE }) => {
      const order = numpyLegacy(seed).permutation(n!)
      expect(order.length).toBe(n)
      if (result) expect([...order]).toEqual(result)
      if (head) expect([...order.subarray(0, head.length)]).toEqual(head)
      if (tail) expect([...order.subarray(-tail.length)]).toEqual(tail)
      if (sha256OfInt32LE) {
        expect(createHash('sha256').update(order).digest('hex')).toBe(sha256OfInt32LE)
      }
    },
  )

  it.each(cases.filter(({ draws }) => draws))(
    'has the recorded choices, one after the other, with seed $seed',
    ({ seed, draws }) => {
      const stream = numpyLegacy(seed)
      for (const { n, size, result } of draws!) expect([...stream.choice(n, size)]).toEqual(result)
    },
  )

  it('says what is wrong with its arguments', () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) {
      expect(() => numpyLegacy(seed)).toThrow(`seed must be an integer in [0, 2^32), got ${seed}`)
    }
    expect(() => numpyLegacy(1).permutation(-1)).toThrow('count must be an integer in [0, 2^31], got -1')
    expect(() => numpyLegacy(1).choice(3, 4)).toThrow('size must be an integer in [0, 3], got 4')
  })
})
