import { useBackend } from '@hvamp/backends'
import {
  binarize,
  filterInteractions,
  type HeldOutUsers,
  type Interactions,
  splitUsers,
  syntheticInteractions,
} from '@hvamp/data'
import { rankUnseen } from '@hvamp/layers'
import { hitRate, ndcg, recall } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { type Rank, zeros } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { evaluate, evaluateRatings, popularity, type RankOptions } from '../index'
import { binaryRows } from '../recommender/rows'

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

  it('refuses parts whose users or items stand in another order, whom it would measure on those of others', async () => {
    const foldIn = histories([[0], [1], [2]], 5)
    const heldOut = histories([[1], [2], [3]], 5)
    const turned = { ...heldOut, userIds: ['u0', 'u2', 'u1'] }
    await expect(evaluate(descending(5), { foldIn, heldOut: turned }, [ndcg(5)])).rejects.toThrow(
      "evaluate: fold-in and held-out part must have the same users in one order, as pairHistories gives them, got 'u1' and 'u2' at 1",
    )
    const others = { ...heldOut, itemIds: heldOut.itemIds.toReversed() }
    await expect(evaluate(descending(5), { foldIn, heldOut: others }, [ndcg(5)])).rejects.toThrow(
      "must have the same items in one order, as pairHistories gives them, got 'i0' and 'i4' at 0",
    )
  })

  it('ranks items of equal scores by chance, not by their numbers, which follow popularity', async () => {
    const { interactions } = syntheticInteractions({
      users: 3000,
      items: 400,
      interactionsPerUser: 30,
      seed: 2,
    })
    const { test } = splitUsers(binarize(interactions, { atLeast: 4 }), { heldOut: 400 })
    const constant = (byItself: boolean) => ({
      score: async ({ userCount, itemCount }: Interactions) => new Float32Array(userCount * itemCount),
      ...(byItself && {
        async rank(histories: Interactions, options: RankOptions) {
          await useBackend('wasm')
          const { userCount, itemCount } = histories
          const { count, order } = options
          const logits = zeros<Rank.R2>([userCount, itemCount])
          const ranking = rankUnseen(logits, binaryRows(histories), count, { order })
          return {
            items: (await ranking.items.data()) as Int32Array,
            scores: (await ranking.scores.data()) as Float32Array,
          }
        },
      }),
    })
    const shuffled = (seed: number) => ({
      async score({ userCount, itemCount }: Interactions) {
        return random(seed).normals(userCount * itemCount)
      },
    })
    const recallOf = async (model: Parameters<typeof evaluate>[0], seed?: number) =>
      (await evaluate(model, test, [recall(20)], { seed })).metrics['recall@20']!
    const chance = await recallOf(shuffled(1))
    const byNumber = await recallOf(descending(test.foldIn.itemCount))
    expect(byNumber.mean).toBeGreaterThan(1.4 * chance.mean)
    const draws = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => recallOf(constant(false), seed)))
    const mean = draws.reduce((total, { mean }) => total + mean, 0) / draws.length
    expect(Math.abs(mean - chance.mean)).toBeLessThan(0.15 * chance.mean)
    expect(await recallOf(constant(true), 3)).toEqual(draws[2])
    expect(await recallOf(constant(false))).toEqual(draws[0])
  })

  it('gives the same for every order of items where no scores are equal', async () => {
    const users = someUsers(23, 17)
    const metrics = [ndcg(5), recall(3)]
    const [first, second] = [1, 2].map((seed) => evaluate(descending(17), users, metrics, { seed }))
    expect(await first).toEqual(await second)
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

  it.each(['evaluate', 'evaluateRatings'] as const)('%s lets a timer or a signal stop it', async (name) => {
    const users = someUsers(10, 6)
    const rated = (part: Interactions) => ({ ...part, values: new Float32Array(part.items.length).fill(3) })
    const controller = new AbortController()
    setImmediate(() => controller.abort(new Error('enough')))
    const options = { batchSize: 1, signal: controller.signal }
    const evaluation =
      name === 'evaluate'
        ? evaluate(descending(6), users, [ndcg(5)], options)
        : evaluateRatings(descending(6), { ...users, heldOut: rated(users.heldOut) }, options)
    await expect(evaluation).rejects.toThrow('enough')
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

describe('evaluateRatings', () => {
  const { foldIn, heldOut } = someUsers(4, 6)
  const users = { foldIn, heldOut: { ...heldOut, values: Float32Array.of(1, 2, 3, 4, 5, 1, 2, 3) } }

  it('measures the errors of the held-out ratings alone, whatever the batch size', async () => {
    const scores = new Float32Array(24).fill(Number.NaN)
    for (let user = 0; user < 4; user++) {
      for (let i = 2 * user; i < 2 * user + 2; i++) scores[6 * user + heldOut.items[i]!] = 3
    }
    const model = {
      score: async ({ userIds }: Interactions) =>
        scores.slice(
          6 * foldIn.userIds.indexOf(userIds[0]!),
          6 * (foldIn.userIds.indexOf(userIds.at(-1)!) + 1),
        ),
    }
    for (const batchSize of [1, 3, 4]) {
      const { rmse, mae, count } = await evaluateRatings(model, users, { batchSize })
      expect(rmse).toBeCloseTo(Math.sqrt(15 / 8), 12)
      expect({ mae, count }).toEqual({ mae: 9 / 8, count: 8 })
    }
  })

  it('refuses a model that gives too few scores, or none for a held-out item', async () => {
    const short = { score: async () => new Float32Array(3) }
    await expect(evaluateRatings(short, users)).rejects.toThrow('score: must give 4 × 6 scores, got 3')
    for (const wrong of [Number.NaN, Number.NEGATIVE_INFINITY]) {
      const broken = { score: async () => new Float32Array(24).fill(wrong) }
      await expect(evaluateRatings(broken, users)).rejects.toMatchObject({
        message: `evaluateRatings: scores must be finite, got ${wrong} for item 'i${heldOut.items[0]}' of user 'u0'`,
        code: 'HVAMP_NOT_FINITE',
      })
    }
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
