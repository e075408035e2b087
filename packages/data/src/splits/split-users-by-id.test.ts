import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Interactions, interactionsFrom, splitUsersById, type UserSplit } from '../index'

const partNames = ['train', 'validation', 'test'] as const

/** Users with seven items each, of ten. */
function historiesOf(users: readonly number[]): Interactions {
  return interactionsFrom(
    users.flatMap((user) =>
      Array.from({ length: 7 }, (_, i) => ({ user: `u${user}`, item: `i${(user * 3 + i) % 10}` })),
    ),
  )
}

function partsOf({ train, validation, test }: UserSplit): Map<string, (typeof partNames)[number]> {
  const ids = { train, validation: validation.foldIn, test: test.foldIn }
  return new Map(partNames.flatMap((part) => ids[part].userIds.map((id) => [id, part] as const)))
}

describe('splitUsersById', () => {
  it('gives a user the same part in any other data, whoever comes or goes', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 30, maxLength: 200 })
    fc.assert(
      fc.property(some, some, fc.integer({ min: 0, max: 9 }), (yesterday, today, seed) => {
        const [before, now] = [yesterday, today].map((users) =>
          partsOf(splitUsersById(historiesOf(users), { share: 0.2, seed })),
        )
        for (const [user, part] of now!) if (before!.has(user)) expect(part).toBe(before!.get(user))
        expect(now!.size).toBe(today.length)
      }),
      { numRuns: 50 },
    )
  })

  it('holds a fold-in part of the same items out of the same history', () => {
    const all = Array.from({ length: 300 }, (_, user) => user)
    const [before, now] = [all.slice(0, 200), all].map((users) =>
      splitUsersById(historiesOf(users), { share: 0.2 }),
    )
    const heldOutOf = ({ test: { heldOut } }: UserSplit, id: string) => {
      const user = heldOut.userIds.indexOf(id)
      const items = heldOut.items.subarray(heldOut.offsets[user], heldOut.offsets[user + 1])
      return Array.from(items, (item) => heldOut.itemIds[item])
    }
    const users = before!.test.foldIn.userIds
    expect(users.length).toBeGreaterThan(20)
    for (const id of users) expect(heldOutOf(now!, id)).toEqual(heldOutOf(before!, id))
  })

  it('holds out about the share, another one with another seed', () => {
    const data = historiesOf(Array.from({ length: 2000 }, (_, user) => user))
    const [one, other] = [1, 2].map((seed) => splitUsersById(data, { share: 0.1, seed }))
    for (const { validation, test, train } of [one!, other!]) {
      for (const { foldIn } of [validation, test]) {
        expect(Math.abs(foldIn.userCount - 200)).toBeLessThan(60) // more than four standard deviations
      }
      expect(train.userCount + validation.foldIn.userCount + test.foldIn.userCount).toBe(2000)
    }
    expect(one!.test.foldIn.userIds).not.toEqual(other!.test.foldIn.userIds)
  })

  it.each([0, 0.5, -1, Number.NaN])('refuses the share %s', (share) => {
    expect(() => splitUsersById(historiesOf([1, 2]), { share })).toThrow(
      `splitUsersById: share must be above 0 and below 0.5, got ${share}`,
    )
  })
})
