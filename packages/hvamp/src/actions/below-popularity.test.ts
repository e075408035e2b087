import { summarize } from '@hvamp/metrics'
import { expect, it } from 'vitest'
import type { Measured } from '../runs/measure'
import { belowPopularityLine } from './below-popularity'

function measured(name: string, perUser: readonly number[]): Measured {
  const values = Float64Array.from(perUser)
  const metrics = { 'ndcg@100': { perUser: values, ...summarize(values) } }
  return { title: name, name, evaluation: { metrics, itemCoverage: 1, userCount: values.length } as never }
}
const popularity = measured('popularity', [0.3, 0.4, 0.5, 0.4])

it('says that a model is worse than popularity, by how much', () => {
  expect(belowPopularityLine(measured('hvamp', [0.1, 0.2, 0.2, 0.2]), popularity, 2)).toMatch(
    /^worse than popularity by more than chance, NDCG@100 0\.1750 against 0\.4000: .*--epochs/,
  )
})

it('says nothing of a model that is better, or worse by chance', () => {
  expect(belowPopularityLine(measured('hvamp', [0.5, 0.5, 0.5, 0.5]), popularity, 2)).toBeUndefined()
  expect(belowPopularityLine(measured('hvamp', [0.1, 0.5, 0.6, 0.3]), popularity, 2)).toBeUndefined()
})

it('gives no advice on epochs of a model without, and says nothing of a single user', () => {
  const fitted = measured('ease', [0.1, 0.2, 0.2, 0.2])
  expect(belowPopularityLine(fitted, popularity, 0)).toMatch(/against 0\.4000$/)
  expect(belowPopularityLine(measured('ease', [0.1]), measured('popularity', [0.9]), 0)).toBeUndefined()
})
