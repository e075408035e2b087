import { describe, expect, it } from 'vitest'
import { interactionsFrom, statistics } from '../index'

describe('statistics', () => {
  it('counts by hand', () => {
    const users = [1, 1, 1, 1, 2, 2, 3]
    const items = ['a', 'b', 'c', 'd', 'a', 'b', 'a']
    expect(statistics(interactionsFrom({ users, items, values: [5, 1, 1, 2, 5, 5, 2] }))).toEqual({
      users: 3,
      items: 4,
      interactions: 7,
      density: 7 / 12,
      interactionsPerUser: { min: 1, median: 2, mean: 7 / 3, max: 4 },
      interactionsPerItem: { min: 1, median: 1.5, mean: 7 / 4, max: 3 },
      topItemsShare: 3 / 7,
      itemGini: (-3 * 1 - 1 * 1 + 1 * 2 + 3 * 3) / (4 * 7),
      values: [
        { value: 1, count: 2 },
        { value: 2, count: 2 },
        { value: 5, count: 3 },
      ],
    })
  })

  it('finds no inequality among equally popular items, and has no values without them', () => {
    const result = statistics(interactionsFrom({ users: [1, 1, 2, 2], items: [1, 2, 1, 2] }))
    expect(result.itemGini).toBe(0)
    expect(result.density).toBe(1)
    expect('values' in result).toBe(false)
  })

  it('knows nothing but counts of nothing', () => {
    const result = statistics(interactionsFrom([]))
    expect(result).toMatchObject({ users: 0, items: 0, interactions: 0 })
    expect(result.density).toBeNaN()
    expect(result.interactionsPerUser.median).toBeNaN()
  })
})
