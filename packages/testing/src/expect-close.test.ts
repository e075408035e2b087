import { describe, expect, it } from 'vitest'
import { expectClose } from './expect-close'

describe('expectClose', () => {
  it('passes within atol + rtol · |expected|', () => {
    expectClose([1, 100.0009], [1, 100], { rtol: 1e-5, atol: 0 })
    expectClose(1e-7, 0, { atol: 1e-6 })
    expectClose([Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY])
  })

  it('names the worst value and how many are off', () => {
    expect(() => expectClose([1, 2.1, 4], [1, 2, 3], { name: 'loss' })).toThrow(
      'loss: 2 of 3 values are off, worst at 2: 3 is expected, got 4',
    )
  })

  it('never passes NaN, not even where NaN is expected, nor a value for an infinity', () => {
    const off = 'values are off'
    expect(() => expectClose([Number.NaN], [1], { atol: 1e9 })).toThrow(off)
    expect(() => expectClose([1], [Number.NaN], { atol: 1e9 })).toThrow(off)
    expect(() => expectClose([Number.NaN], [Number.NaN])).toThrow(off)
    expect(() => expectClose([1e30], [Number.POSITIVE_INFINITY])).toThrow(off)
    expect(() => expectClose([Number.NaN, 1.1], [1, 1])).toThrow('worst at 0')
  })

  it('refuses another length', () => {
    expect(() => expectClose([], [1])).toThrow('1 values are expected, got 0')
  })
})
