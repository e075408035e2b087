import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interactionsFrom, splitFold, splitUsers, type UserSplit } from '../index'

const clicks = fc
  .array(fc.record({ user: fc.nat(14), item: fc.nat(20) }), { minLength: 30, maxLength: 150 })
  .map(interactionsFrom)
  .filter(({ userCount }) => userCount >= 6)
const options = fc.record({
  folds: fc.integer({ min: 3, max: 6 }),
  seed: fc.nat(1000),
  foldIn: fc.constantFrom(0.5, 0.8),
  method: fc.constantFrom('published' as const, 'hvamp' as const),
})

const everyFold = (folds: number, splitAt: (fold: number) => UserSplit) =>
  Array.from({ length: folds }, (_, i) => splitAt(i + 1))

describe('splitFold', () => {
  it('tests every user in exactly one fold, and validates with every user once', () => {
    fc.assert(
      fc.property(clicks, options, (interactions, chosen) => {
        const splits = everyFold(chosen.folds, (fold) => splitFold(interactions, { ...chosen, fold }))
        for (const part of ['test', 'validation'] as const) {
          const users = splits.flatMap((split) => split[part].foldIn.userIds)
          expect(users.toSorted()).toEqual([...interactions.userIds].sort())
        }
      }),
    )
  })

  it('has each user in one part of a fold: no validation user is a test user, none of both is trained on', () => {
    fc.assert(
      fc.property(clicks, options, (interactions, chosen) => {
        for (const { train, validation, test } of everyFold(chosen.folds, (fold) =>
          splitFold(interactions, { ...chosen, fold }),
        )) {
          const users = [...train.userIds, ...validation.foldIn.userIds, ...test.foldIn.userIds]
          expect(users.toSorted()).toEqual([...interactions.userIds].sort())
        }
      }),
    )
  })

  it('has folds of about one size, the last validated by the first', () => {
    const interactions = interactionsFrom({
      users: Array.from({ length: 230 }, (_, i) => i % 23),
      items: Array.from({ length: 230 }, (_, i) => i % 7),
    })
    const splits = everyFold(5, (fold) => splitFold(interactions, { folds: 5, fold }))
    expect(splits.map(({ test }) => test.foldIn.userCount).sort()).toEqual([4, 4, 5, 5, 5])
    for (const [i, { validation }] of splits.entries()) {
      expect(validation.foldIn.userIds).toEqual(splits[(i + 1) % 5]!.test.foldIn.userIds)
    }
  })

  it('draws the same folds again from the same seed, and others from another', () => {
    const users = Array.from({ length: 1000 }, (_, i) => i >> 3)
    const interactions = interactionsFrom({ users, items: users.map((_, i) => (i * 7) % 31) })
    for (const method of ['published', 'hvamp'] as const) {
      const first = splitFold(interactions, { folds: 4, fold: 2, seed: 1, method })
      expect(splitFold(interactions, { folds: 4, fold: 2, seed: 1, method })).toEqual(first)
      expect(splitFold(interactions, { folds: 4, fold: 2, seed: 2, method })).not.toEqual(first)
    }
  })

  it('permutes users as splitUsers does', () => {
    const users = Array.from({ length: 80 }, (_, i) => i >> 3)
    const interactions = interactionsFrom({ users, items: users.map((_, i) => i % 8) })
    const last = splitFold(interactions, { folds: 5, fold: 5 }).test
    expect(last).toEqual(splitUsers(interactions, { heldOut: 2 }).test)
  })

  it('refuses folds out of range', () => {
    const interactions = interactionsFrom({ users: [1, 2, 3, 4], items: [1, 1, 1, 1] })
    const fold = (folds: number, fold: number) => () => splitFold(interactions, { folds, fold })
    expect(fold(2, 1)).toThrow('splitFold: folds must be an integer of at least 3, got 2')
    expect(fold(5, 1)).toThrow('splitFold: folds must be at most the 4 users, got 5')
    expect(fold(3, 0)).toThrow('splitFold: fold must be an integer from 1 to 3, got 0')
    expect(fold(3, 4)).toThrow('got 4')
  })
})
