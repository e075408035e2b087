import { interactionsFrom, syntheticInteractions } from '@hvamp/data'
import { describe, expect, it } from 'vitest'
import { dividedUsers } from './divided-users'

const { interactions } = syntheticInteractions({ users: 200, items: 60, interactionsPerUser: 12, seed: 1 })

describe('divided users', () => {
  it('are a tenth for validation, a tenth for test, and the others', () => {
    const { train, validation, test } = dividedUsers(interactions, 'ratings.csv', 4)
    const parts = [train, validation.foldIn, test.foldIn].map(({ userIds }) => userIds)
    expect(parts[1]).toHaveLength(Math.floor(parts.flat().length / 10))
    expect(parts[2]).toHaveLength(parts[1]!.length)
    expect(new Set(parts.flat()).size).toBe(parts.flat().length)
    expect(train.values).toBeUndefined()
  })

  it('must be enough, or an error names the file, the rule and the number', () => {
    expect(() => dividedUsers(interactions, 'ratings.csv', 6)).toThrow(
      'ratings.csv: at least 3 users must have 5 or more titles rated 6 or more, got 0',
    )
    const clicks = interactionsFrom(Array.from({ length: 12 }, (_, i) => ({ user: i % 2, item: i })))
    expect(() => dividedUsers(clicks, 'clicks.csv', 4)).toThrow(
      'clicks.csv: at least 3 users must have 5 or more titles, got 2',
    )
    const apart = interactionsFrom(Array.from({ length: 60 }, (_, i) => ({ user: i % 10, item: i })))
    expect(() => dividedUsers(apart, 'clicks.csv', 4)).toThrow(
      'clicks.csv: some of 1 validation users must have 5 titles that others have too, got nobody',
    )
  })
})
