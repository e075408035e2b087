import { expect, it } from 'vitest'
import { belowPopularityLine } from './below-popularity'
import { heldAgainst } from './run-check'

const popularity = [0.3, 0.4, 0.5, 0.4]
const line = (own: number[], epochs: number, reference = popularity) =>
  belowPopularityLine({ metric: 'ndcg@100', own, popularity: reference, epochs })

it('says that a model is worse than popularity, by how much', () => {
  expect(line([0.1, 0.2, 0.2, 0.2], 2)).toMatch(
    /^worse than popularity by more than chance, NDCG@100 0\.1750 against 0\.4000: .*--epochs/,
  )
})

it('says nothing of a model that is better, or worse by chance', () => {
  expect(line([0.5, 0.5, 0.5, 0.5], 2)).toBeUndefined()
  expect(line([0.1, 0.5, 0.6, 0.3], 2)).toBeUndefined()
})

it('gives no advice on epochs of a model without, and says nothing of a single user', () => {
  expect(line([0.1, 0.2, 0.2, 0.2], 0)).toMatch(/against 0\.4000$/)
  expect(line([0.1], 0, [0.9])).toBeUndefined()
})

it('takes the last digits of a mean of equal values for no difference', () => {
  const value = 0.1
  const mean = (value + value + value) / 3
  expect(mean).toBeGreaterThan(value)
  const [own, reference] = [value, mean].map((each) => [each, each, each, each])
  expect(line(own!, 2, reference)).toBeUndefined()
  expect(heldAgainst(own!, reference!)).toMatchObject({ standardError: 0, isBelow: false })
  expect(heldAgainst([value], [mean]).isBelow).toBe(false)
  expect(heldAgainst([0.1, 0.2], [0.1 + 1e-9, 0.2 + 1e-9]).isBelow).toBe(true)
})
