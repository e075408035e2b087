import { useBackend } from '@hvamp/backends'
import { type Interactions, interactionsFrom, selectUsers, syntheticInteractions } from '@hvamp/data'
import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import type { EpochRecord } from '@hvamp/training'
import { beforeAll, describe, expect, it } from 'vitest'
import { evaluateRatings, matrixFactorization, restore } from '../index'
import { type RatedLeastSquaresOptions, ratedLeastSquares } from '../solvers/rated-least-squares'
import { ratingScale, ratingsOf, transposedRatings } from '../solvers/ratings'
import { lowRankRatings } from './ratings.fixture'

const { interactions } = syntheticInteractions({ users: 60, items: 30, interactionsPerUser: 7, seed: 5 })
const usersBetween = (from: number, to: number) =>
  selectUsers(
    interactions,
    Array.from({ length: to - from }, (_, i) => from + i),
  )
const train = usersBetween(0, 45)
const strangers = usersBetween(45, 60)

describe('mf', () => {
  beforeAll(() => useBackend('cpu'))
  describeRecommender('mf', () => matrixFactorization({ factors: 4 }), { epochs: 3 }, { values: 'used' })
})

const size = 5
const ratings = ratingsOf('test', train)
const { mean, highest } = ratingScale(ratings)
const options = (weighting: 'perRating' | 'perVector'): RatedLeastSquaresOptions => ({
  ratings,
  mean,
  epochs: 8,
  size,
  l2: 0.3,
  weighting,
  items: Float64Array.from(random(2).normals(30 * size), (draw) => 0.1 * draw),
})

function run(given: RatedLeastSquaresOptions) {
  const work = ratedLeastSquares(given)
  const epochs: EpochRecord[] = []
  for (;;) {
    const step = work.next()
    if (step.done) return { ...step.value, epochs }
    if (step.value.type === 'epoch') epochs.push(step.value.record)
  }
}

describe.each(['perRating', 'perVector'] as const)('ratedLeastSquares, l2 %s', (weighting) => {
  it('has a loss that is what its formula says, never worse from epoch to epoch', () => {
    const { users, items, epochs } = run(options(weighting))
    let squares = 0
    const counts = { users: new Float64Array(45), items: new Float64Array(30) }
    for (let user = 0; user < 45; user++) {
      for (let i = train.offsets[user]!; i < train.offsets[user + 1]!; i++) {
        const item = train.items[i]!
        let rating = mean + users[user * size + 4]! + items[item * size + 4]!
        for (let f = 0; f < 4; f++) rating += users[user * size + f]! * items[item * size + f]!
        squares += (train.values![i]! - rating) ** 2
        counts.users[user]! += 1
        counts.items[item]! += 1
      }
    }
    let loss = squares
    for (const [side, vectors] of Object.entries({ users, items })) {
      for (const [at, value] of vectors.entries()) {
        const count = counts[side as 'users' | 'items'][Math.floor(at / size)]!
        loss += 0.3 * (weighting === 'perRating' ? count : 1) * value ** 2
      }
    }
    expectClose(epochs.at(-1)!.loss, loss, { rtol: 1e-9 })
    expectClose(epochs.at(-1)!.terms.rmse!, Math.sqrt(squares / train.items.length), { rtol: 1e-9 })
    const losses = epochs.map(({ loss }) => loss)
    for (let i = 1; i < losses.length; i++)
      expect(losses[i]).toBeLessThanOrEqual(losses[i - 1]! * (1 + 1e-12))
    expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]!)
  })
})

describe('mf', () => {
  it.each(['perRating', 'perVector'] as const)(
    'scores a history by the ridge solution of its ratings, l2 %s',
    async (weighting) => {
      const model = matrixFactorization({ factors: 4, l2: 0.3, weighting })
      await model.fit(train, { epochs: 5 })
      const { arrays } = await model.state()
      const items = arrays.items!.values
      const scores = await model.score(strangers)
      const { values: vectors } = await model.embed!(strangers)
      for (let user = 0; user < 15; user++) {
        const [start, end] = [strangers.offsets[user]!, strangers.offsets[user + 1]!]
        // the bias is what a score has beyond mean, item's bias and product
        const product = (item: number) =>
          [0, 1, 2, 3].reduce((sum, f) => sum + vectors[user * 4 + f]! * items[item * 5 + f]!, 0)
        const bias = scores[user * 30]! - mean - items[4]! - product(0)
        const penalty = 0.3 * (weighting === 'perRating' ? end - start : 1)
        const slope = [0, 1, 2, 3].map((f) => penalty * vectors[user * 4 + f]!)
        let slopeOfBias = penalty * bias
        for (let i = start; i < end; i++) {
          const item = strangers.items[i]!
          const error = scores[user * 30 + item]! - strangers.values![i]!
          for (let f = 0; f < 4; f++) slope[f]! += error * items[item * 5 + f]!
          slopeOfBias += error
        }
        expectClose([...slope, slopeOfBias], new Float64Array(5), { rtol: 0, atol: 2e-4 })
        for (let item = 0; item < 30; item++) {
          expectClose(scores[user * 30 + item]!, mean + bias + items[item * 5 + 4]! + product(item), {
            atol: 1e-4,
          })
        }
      }
    },
  )

  it('takes a history without ratings as one of the highest', async () => {
    const model = matrixFactorization({ factors: 3 })
    await model.fit(train, { epochs: 3 })
    const bare: Interactions = { ...strangers, values: undefined }
    const best: Interactions = { ...strangers, values: strangers.values!.map(() => highest) }
    expect(await model.score(bare)).toEqual(await model.score(best))
    expect(await model.score(bare)).not.toEqual(await model.score(strangers))
  })

  it('predicts ratings of strangers better than the mean does', async () => {
    const { train, heldOut, foldIn } = lowRankRatings(80)
    const model = matrixFactorization({ factors: 3, l2: 0.05 })
    await model.fit(train, { epochs: 15 })
    const users = { foldIn, heldOut }
    const { rmse, mae, count } = await evaluateRatings(model, users, { batchSize: 7 })
    expect(count).toBe(heldOut.items.length)
    expect(mae).toBeLessThanOrEqual(rmse)
    const { mean } = ratingScale(ratingsOf('test', train))
    const constant = {
      score: async (h: Interactions) => new Float32Array(h.userCount * h.itemCount).fill(mean),
    }
    expect(rmse).toBeLessThan(0.6 * (await evaluateRatings(constant, users)).rmse)
  })

  it.each([
    [{ factors: 0 }, 'mf: factors must be a positive integer, got 0'],
    [{ l2: 0 }, 'mf: l2 must be positive and finite, got 0'],
    [{ weighting: 'both' as never }, "mf: weighting must be 'perRating' or 'perVector', got 'both'"],
    [{ alpha: 3 } as never, "mf: must not have 'alpha'"],
    [{ seed: -1 }, 'mf: seed must be an integer, at least 0, got -1'],
  ])('refuses %j', (options, message) => {
    expect(() => matrixFactorization(options)).toThrow(message)
  })

  it('refuses ratings that are not finite, no epochs, and arrays of another shape', async () => {
    const model = matrixFactorization({ factors: 2 })
    const broken = { ...train, values: train.values!.with(3, Number.NaN) }
    await expect(model.fit(broken)).rejects.toThrow('mf.fit: ratings must be finite, got NaN')
    await expect(model.fit(train, { epochs: 0 })).rejects.toThrow(
      'mf.fit: epochs must be a positive integer, got 0',
    )
    await model.fit(train, { epochs: 1 })
    const state = await model.state()
    expect(() => restore({ ...state, options: { ...state.options, factors: 3 } })).toThrow(
      "mf: 'items' must have the shape [30,4], got [30,3]",
    )
  })
})

describe('transposedRatings', () => {
  it('turns rows into columns, and back', () => {
    const turned = transposedRatings(ratings)
    const entries = (of: typeof ratings, byRow: boolean) => {
      const found: string[] = []
      for (let row = 0; row < of.rowCount; row++) {
        for (let i = of.offsets[row]!; i < of.offsets[row + 1]!; i++) {
          const column = of.columns[i]!
          found.push([...(byRow ? [row, column] : [column, row]), of.values[i]].join())
        }
      }
      return found.sort()
    }
    expect(entries(turned, false)).toEqual(entries(ratings, true))
  })
})

describe('evaluateRatings', () => {
  const scores = (value: number) => ({
    score: async ({ userCount, itemCount }: Interactions) =>
      new Float32Array(userCount * itemCount).fill(value),
  })
  const two = interactionsFrom([
    { user: 'a', item: 'x', value: 1 },
    { user: 'b', item: 'x', value: 4 },
    { user: 'b', item: 'y', value: 5 },
  ])

  it('is the root of the mean squared error over ratings, not over users', async () => {
    const { rmse, mae, count } = await evaluateRatings(scores(3), { foldIn: two, heldOut: two })
    expect(count).toBe(3)
    expectClose(rmse, Math.sqrt((4 + 1 + 4) / 3))
    expectClose(mae, 5 / 3)
  })

  it('says what does not fit', async () => {
    const bare = { ...two, values: undefined }
    await expect(evaluateRatings(scores(3), { foldIn: two, heldOut: bare })).rejects.toThrow(
      'evaluateRatings: the held-out part must have values, the ratings, got none',
    )
    const fewer = selectUsers(two, [0])
    await expect(evaluateRatings(scores(3), { foldIn: two, heldOut: fewer })).rejects.toThrow(
      'evaluateRatings: fold-in [2, 2] and held-out part [1, 2] must have the same users and items',
    )
    await expect(evaluateRatings(scores(3), { foldIn: two, heldOut: two }, { batchSize: 0 })).rejects.toThrow(
      'evaluateRatings: batchSize must be a positive integer, got 0',
    )
  })
})
