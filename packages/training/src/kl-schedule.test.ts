import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constant, warmUp } from './index'

describe('warmUp', () => {
  it('is to · min(1, epoch / epochs), whatever the step', () => {
    const { weight } = warmUp({ to: 0.3, epochs: 4 })
    const epochs = [1, 2, 3, 4, 5, 400].map((epoch) => weight({ epoch, step: 1000 }))
    expect(epochs).toEqual([0.075, 0.15, 0.3 * 0.75, 0.3, 0.3, 0.3])
  })

  it('is to · min(1, step / steps), whatever the epoch', () => {
    const { weight } = warmUp({ to: 2, steps: 10 })
    expect([1, 5, 10, 11].map((step) => weight({ epoch: 400, step }))).toEqual([0.2, 1, 2, 2])
  })

  it('is at once over 0 epochs', () => {
    expect(warmUp({ to: 0.3, epochs: 0 }).weight({ epoch: 1, step: 1 })).toBe(0.3)
  })

  it('never falls, and ends at its aim', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 10, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (to, epochs) => {
          const { weight } = warmUp({ to, epochs })
          const course = Array.from({ length: epochs }, (_, i) => weight({ epoch: i + 1, step: 1 }))
          expect(course.every((value, i) => value >= (course[i - 1] ?? 0))).toBe(true)
          expect(course.at(-1)).toBe(to)
        },
      ),
    )
  })

  it('says what is wrong with its options', () => {
    expect(() => warmUp({ to: Number.NaN, epochs: 1 })).toThrow(
      'to must be a finite number, at least 0, got NaN',
    )
    expect(() => warmUp({ to: -1, epochs: 1 })).toThrow('got -1')
    expect(() => warmUp({ to: 1 })).toThrow('one of epochs and steps must be given')
    expect(() => warmUp({ to: 1, epochs: 1, steps: 1 })).toThrow('got epochs 1 and steps 1')
    expect(() => warmUp({ to: 1, epochs: 0.5 })).toThrow('epochs must be a non-negative integer, got 0.5')
    expect(() => warmUp({ to: 1, steps: -1 })).toThrow('steps must be a non-negative integer, got -1')
  })
})

describe('constant', () => {
  it('is the same throughout', () => {
    expect(constant(0.5).weight({ epoch: 7, step: 9 })).toBe(0.5)
    expect(() => constant(Number.POSITIVE_INFINITY)).toThrow('weight must be a finite number')
  })
})
