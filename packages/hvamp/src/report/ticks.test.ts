import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logLabels, ticksThatFit, widthFor } from './ticks'

const labelOf = (value: number) => String(value)

describe('ticks', () => {
  it('lie in the range, and their labels never touch', () => {
    const numbers = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        numbers,
        fc.double({ min: 1e-3, max: 2, noNaN: true }),
        fc.integer({ min: 150, max: 400 }),
        (low, span, room) => {
          const high = low + span
          const ticks = ticksThatFit({ low, high, room, labelOf })
          for (const [i, tick] of ticks.entries()) {
            expect(tick).toBeGreaterThanOrEqual(low - 1e-9)
            expect(tick).toBeLessThanOrEqual(high + 1e-9)
            if (i === 0) continue
            const distance = (room * (tick - ticks[i - 1]!)) / span
            const needed = (widthFor(labelOf(tick)) + widthFor(labelOf(ticks[i - 1]!))) / 2
            expect(distance).toBeGreaterThanOrEqual(needed - 1e-6)
          }
        },
      ),
    )
  })

  it('are as close as there is room', () => {
    expect(ticksThatFit({ low: -0.05, high: 0.11, room: 300, labelOf })).toEqual([-0.05, 0, 0.05, 0.1])
    expect(ticksThatFit({ low: -0.05, high: 0.11, room: 120, labelOf })).toEqual([0, 0.1])
  })

  it('of a logarithmic axis have labels at 1, 2 and 5 only where there is room', () => {
    const labels = (highest: number) => {
      const label = logLabels({ highest, room: 328, between: widthFor(labelOf(highest)), labelOf })
      return [1, 2, 3, 5, 10, 20, 100].map(label)
    }
    expect(labels(100)).toEqual(['1', '2', '', '5', '10', '20', '100'])
    expect(labels(40000)).toEqual(['1', '', '', '', '10', '', '100'])
  })
})
