import { expect, it } from 'vitest'
import { weighScores } from './score-scale'

it('multiplies scores by their weights, and divides negative ones', () => {
  const scores = Float32Array.of(2, -2, 0)
  weighScores(scores, Float32Array.of(4, 4, 4), 'amount')
  expect([...scores]).toEqual([8, -0.5, 0])
})

it('gives finite scores by any weights of 32 bits', () => {
  const scores = Float32Array.of(81, -81, 81)
  weighScores(scores, Float32Array.of(3e37, 1e-40, 2), 'count')
  expect(scores.every(Number.isFinite)).toBe(true)
  expect(scores[0]).toBeGreaterThan(scores[2]!)
  expect(scores[1]).toBeLessThan(-1e38)
})
