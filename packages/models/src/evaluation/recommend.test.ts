import { type Interactions, interactionsFrom } from '@hvamp/data'
import { describe, expect, it } from 'vitest'
import { recommend } from '../index'

const histories = interactionsFrom([
  { user: 'ann', item: 'tea' },
  { user: 'ann', item: 'milk' },
  { user: 'bob', item: 'coffee' },
  { user: 'cem', item: 'salt' },
])
const scoresOf: Record<string, number[]> = { ann: [4, 3, 2, 1], bob: [1, 2, 9, 2], cem: [0, 0, 0, 1] }
const model = {
  itemIds: histories.itemIds, // tea, milk, coffee, salt
  async score({ userIds }: Interactions) {
    return Float32Array.from(userIds.flatMap((id) => scoresOf[id]!))
  },
}

describe('recommend', () => {
  it('gives the best unseen items by id, best first, the earlier one among equals', async () => {
    expect(await recommend(model, histories, { count: 2 })).toEqual([
      [
        { item: 'coffee', score: 2 },
        { item: 'salt', score: 1 },
      ],
      [
        { item: 'milk', score: 2 },
        { item: 'salt', score: 2 },
      ],
      [
        { item: 'tea', score: 0 },
        { item: 'milk', score: 0 },
      ],
    ])
  })

  it('gives fewer where no more are left, and the same one user at a time', async () => {
    const lists = await recommend(model, histories)
    expect(lists.map((list) => list.length)).toEqual([2, 3, 3])
    expect(await recommend(model, histories, { batchSize: 1 })).toEqual(lists)
  })

  it('can recommend again what was seen', async () => {
    const [ann, bob] = await recommend(model, histories, { count: 1, seen: 'keep' })
    expect(ann).toEqual([{ item: 'tea', score: 4 }])
    expect(bob).toEqual([{ item: 'coffee', score: 9 }])
  })

  it('has no list where there is no user', async () => {
    const nobody = { ...histories, userCount: 0, offsets: Int32Array.of(0), userIds: [] }
    expect(await recommend(model, nobody)).toEqual([])
  })

  it('refuses a count that is no positive integer', async () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      await expect(recommend(model, histories, { count })).rejects.toThrow(
        `recommend: count must be a positive integer, got ${count}`,
      )
    }
  })
})
