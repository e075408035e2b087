import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binarize,
  type Entry,
  entriesOf,
  filterInteractions,
  interactionsFrom,
  selectItems,
  selectUsers,
  withoutEmpty,
} from '../index'

const entries = fc.array(
  fc.record({ user: fc.nat(9), item: fc.nat(9), value: fc.integer({ min: 1, max: 5 }) }),
  { maxLength: 100 },
)
const some = entries.map((list) =>
  interactionsFrom(list.length > 0 ? list : [{ user: 1, item: 1, value: 1 }]),
)
const keys = (list: Iterable<Entry>) => Array.from(list, ({ user, item }) => `${user} ${item}`)

describe('binarize', () => {
  it('keeps what is at least the threshold, in order, without values and without empty users and items', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 6 }), (interactions, atLeast) => {
        const liked = binarize(interactions, { atLeast })
        const expected = [...entriesOf(interactions)].filter(({ value }) => value! >= atLeast)
        expect(keys(entriesOf(liked))).toEqual(keys(expected))
        expect(liked.values).toBeUndefined()
        expect(new Set(liked.userIds)).toEqual(new Set(expected.map(({ user }) => user)))
        expect(new Set(liked.itemIds)).toEqual(new Set(expected.map(({ item }) => item)))
        expect([liked.userCount, liked.itemCount]).toEqual([liked.userIds.length, liked.itemIds.length])
      }),
    )
  })

  it('compares as 32-bit numbers, as values are stored', () => {
    const interactions = interactionsFrom([{ user: 1, item: 1, value: 3.7 }])
    expect(binarize(interactions, { atLeast: 3.7 }).userCount).toBe(1)
  })

  it('counts every entry without a threshold, and asks for values with one', () => {
    const clicks = interactionsFrom([{ user: 1, item: 1 }])
    expect(binarize(clicks).items.length).toBe(1)
    expect(() => binarize(clicks, { atLeast: 4 })).toThrow('must have values for atLeast 4, got none')
    expect(() => binarize(clicks, { atLeast: Number.NaN })).toThrow('got NaN')
    expect(() => binarize(clicks, { atLeast: '4' as never })).toThrow('atLeast must be a number, got 4')
  })
})

describe('filterInteractions', () => {
  const options = fc.record({ minUserInteractions: fc.nat(4), minItemInteractions: fc.nat(4) })
  const counts = (list: readonly string[]) => {
    const result = new Map<string, number>()
    for (const key of list) result.set(key, (result.get(key) ?? 0) + 1)
    return result
  }

  it('drops items, then users with too few, once', () => {
    fc.assert(
      fc.property(some, options, (interactions, { minUserInteractions, minItemInteractions }) => {
        const all = [...entriesOf(interactions)]
        const perItem = counts(all.map(({ item }) => `${item}`))
        const ofItems = all.filter(({ item }) => perItem.get(`${item}`)! >= minItemInteractions)
        const perUser = counts(ofItems.map(({ user }) => `${user}`))
        const expected = ofItems.filter(({ user }) => perUser.get(`${user}`)! >= minUserInteractions)
        const filtered = filterInteractions(interactions, { minUserInteractions, minItemInteractions })
        expect([...entriesOf(filtered)]).toEqual(expected)
      }),
    )
  })

  it('leaves, until stable, the largest set in which every user and item has enough', () => {
    fc.assert(
      fc.property(some, options, (interactions, minima) => {
        const stable = filterInteractions(interactions, { ...minima, untilStable: true })
        for (const count of counts(Array.from(entriesOf(stable), ({ user }) => `${user}`)).values()) {
          expect(count).toBeGreaterThanOrEqual(minima.minUserInteractions)
        }
        for (const count of counts(Array.from(entriesOf(stable), ({ item }) => `${item}`)).values()) {
          expect(count).toBeGreaterThanOrEqual(minima.minItemInteractions)
        }
        expect(filterInteractions(stable, { ...minima, untilStable: true })).toEqual(stable)
        let again = interactions
        for (let round = 0; round < 20; round++) again = filterInteractions(again, minima)
        expect([...entriesOf(again)]).toEqual([...entriesOf(stable)])
      }),
    )
  })

  it('refuses a minimum that is no count', () => {
    for (const minimum of [-1, 1.5, Number.NaN]) {
      expect(() => filterInteractions(interactionsFrom([]), { minUserInteractions: minimum })).toThrow(
        `got ${minimum}`,
      )
      expect(() => filterInteractions(interactionsFrom([]), { minItemInteractions: minimum })).toThrow(
        `got ${minimum}`,
      )
    }
  })
})

describe('selections', () => {
  const chosen = fc.tuple(some, fc.infiniteStream(fc.nat())).map(([interactions, stream]) => {
    const pick = (count: number) => {
      const left = Array.from({ length: count }, (_, i) => i)
      const picked: number[] = []
      for (let n = stream.next().value! % (count + 1); n > 0; n--) {
        picked.push(...left.splice(stream.next().value! % left.length, 1))
      }
      return picked
    }
    return { interactions, users: pick(interactions.userCount), items: pick(interactions.itemCount) }
  })

  it('keep ids, values and file order of the users chosen', () => {
    fc.assert(
      fc.property(chosen, ({ interactions, users }) => {
        const selected = selectUsers(interactions, users)
        const ids = users.map((user) => interactions.userIds[user]!)
        expect(selected.userIds).toEqual(ids)
        expect(selected.itemIds).toBe(interactions.itemIds)
        const expected = [...entriesOf(interactions)].filter(({ user }) => ids.includes(`${user}`))
        expect([...entriesOf(selected)]).toEqual(expected)
      }),
    )
  })

  it('keep users, values and file order of the items chosen, which they number anew', () => {
    fc.assert(
      fc.property(chosen, ({ interactions, items }) => {
        const selected = selectItems(interactions, items)
        const ids = items.map((item) => interactions.itemIds[item]!)
        expect(selected.itemIds).toEqual(ids)
        expect(selected.itemCount).toBe(ids.length)
        expect(selected.userIds).toBe(interactions.userIds)
        const expected = [...entriesOf(interactions)].filter(({ item }) => ids.includes(`${item}`))
        expect([...entriesOf(selected)]).toEqual(expected)
        expect([...entriesOf(withoutEmpty(selected))]).toEqual(expected)
      }),
    )
  })

  it('have no positions where entries stand in file order', () => {
    const interactions = interactionsFrom({ users: [1, 2, 3, 1], items: [1, 2, 3, 4] })
    expect([...selectUsers(interactions, [2, 1]).positions!]).toEqual([2, 1])
    expect(selectUsers(interactions, [1, 2]).positions).toBeUndefined()
  })

  it('refuse an index out of range or twice', () => {
    const interactions = interactionsFrom([{ user: 1, item: 1 }])
    expect(() => selectUsers(interactions, [1])).toThrow('selectUsers: users must be in [0, 1), got 1')
    expect(() => selectItems(interactions, [0, 0])).toThrow('selectItems: items must differ, got 0 twice')
    expect(() => selectItems(interactions, [Number.NaN])).toThrow('got NaN')
  })
})
