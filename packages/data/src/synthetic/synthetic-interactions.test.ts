import { describe, expect, it } from 'vitest'
import {
  binarize,
  filterInteractions,
  type HeldOutUsers,
  splitUsers,
  statistics,
  syntheticInteractions,
} from '../index'

/** Mean NDCG@100 of [users, items] scores, fold-in items left out. */
function ndcg({ foldIn, heldOut }: HeldOutUsers, scores: Float32Array): number {
  const values: number[] = []
  for (let user = 0; user < foldIn.userCount; user++) {
    const row = (part: typeof foldIn) => part.items.subarray(part.offsets[user], part.offsets[user + 1])
    const held = row(heldOut)
    if (held.length === 0) continue
    const own = scores.slice(user * foldIn.itemCount, (user + 1) * foldIn.itemCount)
    for (const item of row(foldIn)) own[item] = -1
    const ranking = Array.from(own.keys()).sort((a, b) => own[b]! - own[a]!)
    const gain = (ranks: Iterable<number>) =>
      [...ranks].reduce((sum, rank) => sum + 1 / Math.log2(rank + 2), 0)
    const hits = Array.from(held, (item) => ranking.indexOf(item)).filter((rank) => rank < 100)
    values.push(gain(hits) / gain(held.slice(0, 100).keys()))
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('syntheticInteractions', () => {
  const { interactions, probabilities } = syntheticInteractions({ users: 1000, items: 300, seed: 7 })

  it('has the sizes asked for, stars from 1 to 5 and popular items', () => {
    const result = statistics(interactions)
    expect(result.users).toBe(1000)
    expect(result.items).toBe(300)
    expect(result.interactionsPerUser.mean).toBeGreaterThan(36)
    expect(result.interactionsPerUser.mean).toBeLessThan(44)
    expect(result.values!.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5])
    expect(result.itemGini).toBeGreaterThan(0.3)
    const liked = binarize(interactions, { atLeast: 4 }).items.length / result.interactions
    expect(liked).toBeGreaterThan(0.55)
    expect(liked).toBeLessThan(0.65)
  })

  it('is the same from the same seed, another from another', () => {
    const few = (seed: number) => syntheticInteractions({ users: 50, items: 300, seed })
    expect(few(7).interactions).toEqual(few(7).interactions)
    expect(few(8).interactions).not.toEqual(few(7).interactions)
    expect(few(7).probabilities('5', interactions.itemIds)).toEqual(probabilities('5'))
  })

  it('has probabilities that sum to one over all items, 0 for an unknown one', () => {
    for (const user of ['1', '500', '1000']) {
      const all = probabilities(user)
      expect(all.every((probability) => probability > 0)).toBe(true)
      expect(all.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 10)
    }
    expect(probabilities('1', ['nothing', interactions.itemIds[3]!])).toEqual(
      Float64Array.of(0, probabilities('1')[3]!),
    )
    expect(() => probabilities('1001')).toThrow("one of '1' to '1000', got '1001'")
  })

  it('gives 4 and 5 stars where preferences make them likely', () => {
    const totals = { liked: 0, likedCount: 0, others: 0, othersCount: 0 }
    for (let user = 0; user < interactions.userCount; user++) {
      const own = probabilities(interactions.userIds[user]!)
      for (let i = interactions.offsets[user]!; i < interactions.offsets[user + 1]!; i++) {
        const kind = interactions.values![i]! >= 4 ? 'liked' : 'others'
        totals[kind] += Math.log(own[interactions.items[i]!]!)
        totals[`${kind}Count`]++
      }
    }
    expect(totals.liked / totals.likedCount).toBeGreaterThan(totals.others / totals.othersCount + 1)
  })

  it('is ranked, with the defaults, far better by the oracle than by popularity', async () => {
    const data = syntheticInteractions()
    const liked = filterInteractions(binarize(data.interactions, { atLeast: 4 }), { minUserInteractions: 5 })
    const { train, test } = splitUsers(liked, { heldOut: 200 })
    const counts = new Float32Array(train.itemCount)
    for (const item of train.items) counts[item]! += 1
    const popularity = new Float32Array(200 * train.itemCount)
    for (let user = 0; user < 200; user++) popularity.set(counts, user * train.itemCount)
    // The README quotes these.
    expect(ndcg(test, popularity)).toBeCloseTo(0.37, 2)
    expect(ndcg(test, await data.oracle.score(test.foldIn))).toBeCloseTo(0.53, 2)
  })

  it('comes to an end where preferences hardly leave a choice', () => {
    const extreme = {
      users: 20,
      items: 200,
      interactionsPerUser: 50,
      popularityExponent: 5,
      tasteStrength: 5,
    }
    const { offsets } = syntheticInteractions(extreme).interactions
    for (let user = 0; user < 20; user++) expect(offsets[user + 1]!).toBeGreaterThan(offsets[user]!)
  })

  it('refuses options out of range', () => {
    expect(() => syntheticInteractions({ users: 0 })).toThrow('users must be a positive integer, got 0')
    expect(() => syntheticInteractions({ items: 100, interactionsPerUser: 26 })).toThrow(
      'must be in [1, 25], got 26',
    )
    expect(() => syntheticInteractions({ likedShare: Number.NaN })).toThrow(
      'likedShare must be in [0, 1], got NaN',
    )
    expect(() => syntheticInteractions({ seed: -1 })).toThrow('got -1')
  })
})
