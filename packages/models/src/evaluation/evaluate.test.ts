import {
  binarize,
  filterInteractions,
  type HeldOutUsers,
  type Interactions,
  splitUsers,
  syntheticInteractions,
} from '@hvamp/data'
import { hitRate, ndcg, recall } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { describe, expect, it } from 'vitest'
import { evaluate, popularity } from '../index'

/** A user a row, their items by number. */
function histories(rows: number[][], itemCount: number): Interactions {
  const offsets = [0]
  for (const row of rows) offsets.push(offsets.at(-1)! + row.length)
  return {
    userCount: rows.length,
    itemCount,
    offsets: Int32Array.from(offsets),
    items: Int32Array.from(rows.flat()),
    userIds: rows.map((_, user) => `u${user}`),
    itemIds: Array.from({ length: itemCount }, (_, item) => `i${item}`),
  }
}

const descending = (itemCount: number) => ({
  async score({ userCount }: Interactions) {
    return Float32Array.from({ length: userCount * itemCount }, (_, at) => -(at % itemCount))
  },
})

describe('evaluate', () => {
  it('never ranks an item of the fold-in part, and skips users with nothing held out', async () => {
    const users: HeldOutUsers = {
      foldIn: histories([[0, 1], [0], [], [3, 2]], 5),
      heldOut: histories([[2], [], [1, 4], [4]], 5),
    }
    const { metrics, userCount, itemCoverage } = await evaluate(descending(5), users, [hitRate(1), recall(2)])
    expect(userCount).toBe(3)
    expect([...metrics['hitRate@1']!.perUser]).toEqual([1, 0, 0]) // first of each: item 2, 0, 0
    expect([...metrics['recall@2']!.perUser]).toEqual([1, 1 / 2, 0]) // second: 3, 1, 1
    expect(itemCoverage).toBe(4 / 5)
  })

  it('gives the same whatever the batch size, and never asks for more than a batch', async () => {
    const { foldIn, heldOut } = someUsers(23, 17)
    const sizes: number[] = []
    const model = {
      async score({ userCount, userIds }: Interactions) {
        sizes.push(userCount)
        const scores = new Float32Array(userCount * 17)
        for (const [row, id] of userIds.entries()) scores.set(random(1).fork(id).normals(17), row * 17)
        return scores
      },
    }
    const metrics = [ndcg(5), recall(3)]
    const whole = await evaluate(model, { foldIn, heldOut }, metrics, { batchSize: 100 })
    expect(sizes).toEqual([23])
    for (const batchSize of [1, 5, 23]) {
      sizes.length = 0
      expect(await evaluate(model, { foldIn, heldOut }, metrics, { batchSize })).toEqual(whole)
      expect(Math.max(...sizes)).toBe(batchSize)
    }
  })

  it('says how far it is, and stops between two batches when it is told to', async () => {
    const users = someUsers(10, 6)
    const controller = new AbortController()
    const seen: number[] = []
    const evaluation = evaluate(descending(6), users, [ndcg(5)], {
      batchSize: 4,
      signal: controller.signal,
      onProgress({ users, of }) {
        expect(of).toBe(10)
        seen.push(users)
        if (users === 8) controller.abort(new Error('enough'))
      },
    })
    await expect(evaluation).rejects.toThrow('enough')
    expect(seen).toEqual([4, 8])
  })

  it('ranks with anything that scores: the true preferences are the best there is', async () => {
    const { interactions, oracle } = syntheticInteractions({
      users: 400,
      items: 100,
      interactionsPerUser: 15,
    })
    const liked = filterInteractions(binarize(interactions, { atLeast: 4 }), { minUserInteractions: 5 })
    const { train, test } = splitUsers(liked, { heldOut: 100 })
    const model = popularity()
    await model.fit(train)
    const best = await evaluate(oracle, test, [ndcg(20)])
    const popular = await evaluate(model, test, [ndcg(20)])
    expect(best.metrics['ndcg@20']!.mean).toBeGreaterThan(popular.metrics['ndcg@20']!.mean + 0.05)
  })

  it('says what does not fit', async () => {
    const users = someUsers(4, 6)
    const model = descending(6)
    await expect(evaluate(model, { ...users, heldOut: histories([[0]], 6) }, [ndcg(5)])).rejects.toThrow(
      'evaluate: fold-in [4, 6] and held-out part [1, 6] must have the same users and items',
    )
    await expect(evaluate(model, users, [ndcg(5)], { batchSize: 0 })).rejects.toThrow(
      'evaluate: batchSize must be a positive integer, got 0',
    )
    await expect(evaluate(descending(5), users, [ndcg(5)])).rejects.toThrow(
      'score: must give 4 × 6 scores, got 20',
    )
    const nothing = { ...users, heldOut: histories([[], [], [], []], 6) }
    await expect(evaluate(model, nothing, [ndcg(5)])).rejects.toThrow('at least one user')
    const broken = { score: async () => new Float32Array(24).fill(Number.NaN) }
    await expect(evaluate(broken, users, [ndcg(5)])).rejects.toThrow('topK: scores must be numbers, got NaN')
  })
})

function someUsers(userCount: number, itemCount: number): HeldOutUsers {
  const shuffled = Array.from({ length: userCount }, (_, user) => [
    ...random(user).permutation(itemCount).subarray(0, 5),
  ])
  return {
    foldIn: histories(
      shuffled.map((row) => row.slice(0, 3)),
      itemCount,
    ),
    heldOut: histories(
      shuffled.map((row) => row.slice(3)),
      itemCount,
    ),
  }
}
