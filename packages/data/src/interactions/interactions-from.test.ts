import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesOf, interactionsFrom } from '../index'

describe('interactionsFrom', () => {
  it('makes compressed rows with positions where users are not in order', () => {
    const interactions = interactionsFrom([
      { user: 20, item: 'b', value: 1 },
      { user: 3, item: 'a', value: 2 },
      { user: 20, item: 'a', value: 3 },
    ])
    expect(interactions).toEqual({
      userCount: 2,
      itemCount: 2,
      offsets: Int32Array.of(0, 1, 3),
      items: Int32Array.of(1, 0, 1),
      values: Float32Array.of(2, 1, 3),
      positions: Int32Array.of(1, 0, 2),
      userIds: ['3', '20'],
      itemIds: ['b', 'a'],
    })
  })

  it('takes columns, without values too, and nothing at all', () => {
    const columns = { users: ['ann', 'bob'], items: Int32Array.of(7, 8), values: Float64Array.of(1, 2) }
    expect([...entriesOf(interactionsFrom(columns))]).toEqual([
      { user: 'ann', item: '7', value: 1 },
      { user: 'bob', item: '8', value: 2 },
    ])
    expect(interactionsFrom({ ...columns, values: undefined }).values).toBeUndefined()
    expect(interactionsFrom([])).toMatchObject({ userCount: 0, itemCount: 0, offsets: Int32Array.of(0) })
  })

  it('says what is wrong with an entry', () => {
    const good = { user: 'ann', item: 'tea' }
    expect(() => interactionsFrom([good, { user: ' ', item: 'tea' }])).toThrow(
      'entry 1 must have a user and an item',
    )
    for (const id of [null, undefined, Number.NaN, 1.5, 2 ** 53, {}]) {
      expect(() => interactionsFrom([{ user: id as never, item: 'tea' }])).toThrow(
        `entry 0 must have a user and an item, got '${id}' and 'tea'`,
      )
    }
    expect(() => interactionsFrom([good, { ...good, value: 1 }])).toThrow(
      'entry 1 must have no value like those before',
    )
    expect(() => interactionsFrom([{ ...good, value: Number.NaN }])).toThrow(
      'entry 0 must have a finite value, got NaN',
    )
    expect(() => interactionsFrom({ users: [1, 2], items: [1] })).toThrow('the same length, got 2, 1')
    expect(() => interactionsFrom({ users: [1], items: [1], values: [] })).toThrow(
      'the same length, got 1, 1, 0',
    )
  })

  const entry = fc.record({ user: fc.nat(12), item: fc.nat(12), value: fc.integer({ min: -9, max: 9 }) })

  it('keeps of duplicates the latest where there are times, of equal times the last', () => {
    const rows = [
      { user: 1, item: 'a', value: 1, timestamp: 30 },
      { user: 1, item: 'b', value: 2, timestamp: 5 },
      { user: 1, item: 'a', value: 3, timestamp: 20 },
      { user: 1, item: 'b', value: 4, timestamp: 5 },
    ]
    expect([...entriesOf(interactionsFrom(rows))]).toEqual([
      { user: '1', item: 'a', value: 1, timestamp: 30 },
      { user: '1', item: 'b', value: 4, timestamp: 5 },
    ])
  })

  it('keeps entries in file order, of duplicates the place of the first and the value of the last', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 120 }), (entries) => {
        const merged = new Map(entries.map(({ user, item, value }) => [`${user} ${item}`, value]))
        const expected = Array.from(merged, ([key, value]) => {
          const [user, item] = key.split(' ')
          return { user, item, value }
        })
        const interactions = interactionsFrom(entries)
        expect([...entriesOf(interactions)]).toEqual(expected)
        expect(interactions.userIds).toEqual(
          Array.from(interactions.userIds).sort((a, b) => Number(a) - Number(b)),
        )
        expect(interactions.itemIds).toEqual([...new Set(entries.map(({ item }) => `${item}`))])
      }),
    )
  })

  it('collects more entries than a block holds', () => {
    const count = 5000
    const users = Array.from({ length: count }, (_, i) => count - i)
    const interactions = interactionsFrom({ users, items: users, values: users })
    expect([...entriesOf(interactions)].map(({ value }) => value)).toEqual(users)
    expect(interactions.userIds).toEqual(users.toReversed().map(String))
  })
})
