import { expect, it } from 'vitest'
import { roomFor } from './chart'

it('makes room for the longest label, and has none for one that takes the room of the chart', () => {
  expect(roomFor(['EASE', 'H+Vamp (Gated)'])).toBeCloseTo(111.2)
  expect(roomFor(['EASE', 'H+Vamp (Gated) (5 folds, mean of 3 seeds)'])).toBeUndefined()
})
