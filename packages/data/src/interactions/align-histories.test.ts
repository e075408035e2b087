import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignHistories, entriesOf, interactionsFrom } from '../index'

describe('alignHistories', () => {
  const interactions = interactionsFrom([
    { user: 'ann', item: 'tea', value: 5 },
    { user: 'bob', item: 'mud', value: 1 },
    { user: 'ann', item: 'rum', value: 2 },
  ])

  it('numbers items as the model does, keeps every user and names what it does not know', () => {
    const { histories, unknownItems } = alignHistories(interactions, ['rum', 'milk', 'tea'])
    expect(unknownItems).toEqual(['mud'])
    expect(histories).toMatchObject({
      userCount: 2,
      itemCount: 3,
      itemIds: ['rum', 'milk', 'tea'],
      userIds: ['ann', 'bob'],
    })
    expect([...histories.offsets]).toEqual([0, 2, 2])
    expect([...histories.items]).toEqual([2, 0])
    expect([...histories.values!]).toEqual([5, 2])
  })

  it('refuses unknown items on request, naming them', () => {
    expect(() => alignHistories(interactions, ['tea'], { unknown: 'refuse' })).toThrow(
      "alignHistories: items must be known to the model, got 'mud', 'rum'",
    )
    const many = interactionsFrom(Array.from({ length: 9 }, (_, item) => ({ user: 1, item })))
    expect(() => alignHistories(many, [], { unknown: 'refuse' })).toThrow("'4', 4 more")
    expect(alignHistories(interactions, ['rum', 'mud', 'tea'], { unknown: 'refuse' }).unknownItems).toEqual(
      [],
    )
  })

  it('refuses an id that a model has twice', () => {
    expect(() => alignHistories(interactions, ['tea', 'rum', 'tea'])).toThrow("must differ, got 'tea' twice")
  })

  it('loses nothing that is known', () => {
    const entries = fc.array(fc.record({ user: fc.nat(5), item: fc.nat(9) }), { maxLength: 40 })
    fc.assert(
      fc.property(entries, fc.uniqueArray(fc.nat(9)), (list, known) => {
        const all = interactionsFrom(list)
        const itemIds = known.map(String)
        const { histories, unknownItems } = alignHistories(all, itemIds)
        expect([...entriesOf(histories)]).toEqual(
          [...entriesOf(all)].filter(({ item }) => itemIds.includes(`${item}`)),
        )
        expect(unknownItems).toEqual(all.itemIds.filter((id) => !itemIds.includes(id)))
      }),
    )
  })
})
