import { expect, it } from 'vitest'
import { inSteps } from './steps'

const parts = [1, 2, 3, 4, 5]

it('reports after each step of so many parts, and at the end', () => {
  const isReported = inSteps(2, 5)
  expect(parts.filter((done) => isReported(done))).toEqual([2, 4, 5])
  expect([1, 2].filter((done) => inSteps(100, 2)(done))).toEqual([2])
})

it('counts the work of parts that differ, and begins anew after a report', () => {
  const isReported = inSteps(10, 5)
  const work = [0, 12, 4, 6, 0]
  expect(parts.filter((done, i) => isReported(done, work[i]))).toEqual([2, 4, 5])
})
