import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import { describe, expect, it } from 'vitest'
import { restore } from '../catalog/restore'
import { sliceUsers } from '../recommender/rows'
import { ials } from './ials'
import { drawnMatrix, interactionsOf } from './recorded.fixture'

const drawn = drawnMatrix(40, 25, 1)
const [users, items] = drawn.shape
const interactions = interactionsOf(drawn)
const oneAt = (user: number, item: number) => drawn.values[user * items + item]!

const factors = 6
const [unobservedWeight, l2, frequencyExponent, startDeviation] = [0.2, 0.05, 0.7, 0.3]
const settings = { factors, unobservedWeight, l2, frequencyExponent, startDeviation, seed: 3 }

type Matrix = number[][]

/** What the model begins with, as the paper says: normal draws of standard deviation σ / √factors. */
function startOf(name: string, count: number): Matrix {
  const draws = random(3)
    .fork(name)
    .normals(count * factors)
  return Array.from({ length: count }, (_, row) =>
    Array.from(draws.subarray(row * factors, (row + 1) * factors), (draw) =>
      Math.fround(draw * (startDeviation / Math.sqrt(factors))),
    ),
  )
}

const frequencyPenalty = (count: number, all: number) =>
  l2 * (count + unobservedWeight * all) ** frequencyExponent

/** The paper's loss, over all pairs. */
function lossOf(u: Matrix, v: Matrix): number {
  let loss = 0
  const countOf = { user: u.map(() => 0), item: v.map(() => 0) }
  for (const [i, user] of u.entries()) {
    for (const [j, item] of v.entries()) {
      const score = user.reduce((sum, value, f) => sum + value * item[f]!, 0)
      loss += unobservedWeight * score ** 2
      if (oneAt(i, j) === 0) continue
      loss += (1 - score) ** 2
      countOf.user[i]! += 1
      countOf.item[j]! += 1
    }
  }
  const square = (vector: number[]) => vector.reduce((sum, value) => sum + value ** 2, 0)
  for (const [i, user] of u.entries()) loss += frequencyPenalty(countOf.user[i]!, items) * square(user)
  for (const [j, item] of v.entries()) loss += frequencyPenalty(countOf.item[j]!, users) * square(item)
  return loss
}

/** x of the symmetric system a x = b, by elimination without pivots. */
function solved(a: Matrix, b: number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!])
  for (const [k, pivot] of rows.entries()) {
    for (const [i, row] of rows.entries()) {
      if (i === k) continue
      const scale = row[k]! / pivot[k]!
      for (const [j, value] of pivot.entries()) row[j]! -= scale * value
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!)
}

/** Sets some coordinates of a vector x to the minimum of the loss, with everything else as it is: the formulas of the papers. */
function minimise(
  x: number[],
  coordinates: number[],
  others: Matrix,
  hasOne: (other: number) => boolean,
): void {
  const count = others.filter((_, other) => hasOne(other)).length
  const penalty = frequencyPenalty(count, others.length)
  const matrix = coordinates.map((f) => coordinates.map((g) => (f === g ? penalty : 0)))
  const slope = coordinates.map((f) => penalty * x[f]!)
  for (const [j, other] of others.entries()) {
    const score = other.reduce((sum, value, f) => sum + value * x[f]!, 0)
    const weight = unobservedWeight + (hasOne(j) ? 1 : 0)
    for (const [a, f] of coordinates.entries()) {
      slope[a]! += (unobservedWeight * score + (hasOne(j) ? score - 1 : 0)) * other[f]!
      for (const [b, g] of coordinates.entries()) matrix[a]![b]! += weight * other[f]! * other[g]!
    }
  }
  for (const [a, step] of solved(matrix, slope).entries()) x[coordinates[a]!]! -= step
}

describe.each([2, 4, 6, 64])('iALS in blocks of %i of 6 factors', (blockSize) => {
  it('has the vectors and the losses of the paper’s formulas', async () => {
    const model = ials({ ...settings, blockSize })
    const { epochs } = await model.fit(interactions, { epochs: 3 })
    const [u, v] = [startOf('userFactors', users), startOf('itemFactors', items)]
    const blocks: number[][] = []
    for (let from = 0; from < factors; from += blockSize) {
      blocks.push(Array.from({ length: Math.min(blockSize, factors - from) }, (_, i) => from + i))
    }
    const losses: number[] = []
    for (let epoch = 0; epoch < 3; epoch++) {
      for (const [i, x] of u.entries())
        for (const block of blocks) minimise(x, block, v, (j) => oneAt(i, j) === 1)
      for (const [j, x] of v.entries())
        for (const block of blocks) minimise(x, block, u, (i) => oneAt(i, j) === 1)
      losses.push(lossOf(u, v) / unobservedWeight)
    }
    expectClose(
      epochs.map(({ loss }) => loss),
      losses,
      { rtol: 1e-9, atol: 0 },
    )
    expectClose((await model.state()).arrays.itemFactors!.values, v.flat(), { rtol: 1e-5, atol: 1e-6 })
  })
})

describe('ials', () => {
  it('scores a history by the vector that minimises its part of the loss, which it also gives', async () => {
    const model = ials(settings)
    await model.fit(sliceUsers(interactions, 0, 30))
    const strangers = sliceUsers(interactions, 30, 40)
    const { shape, values: vectors } = await model.embed!(strangers)
    expect(shape).toEqual([10, factors])
    const { values } = await model.itemVectors!()
    const others = Array.from({ length: items }, (_, j) => [
      ...values.subarray(j * factors, (j + 1) * factors),
    ])
    const scores = await model.score(strangers)
    for (let user = 0; user < 10; user++) {
      const x = new Array<number>(factors).fill(0)
      minimise(x, [0, 1, 2, 3, 4, 5], others, (j) => oneAt(user + 30, j) === 1)
      expectClose(vectors.subarray(user * factors, (user + 1) * factors), x, { rtol: 1e-4, atol: 1e-5 })
      const expected = others.map((other) => other.reduce((sum, value, f) => sum + value * x[f]!, 0))
      expectClose(scores.subarray(user * items, (user + 1) * items), expected, { rtol: 1e-4, atol: 1e-5 })
    }
  })

  it.each([
    [{ factors: 0 }, 'ials: factors must be a positive integer, got 0'],
    [{ unobservedWeight: 0 }, 'ials: unobservedWeight must be positive and finite, got 0'],
    [{ l2: -1 }, 'ials: l2 must be positive and finite, got -1'],
    [{ frequencyExponent: -1 }, 'ials: frequencyExponent must be finite and at least 0, got -1'],
    [{ startDeviation: 0 }, 'ials: startDeviation must be positive and finite, got 0'],
    [{ blockSize: 0 }, 'ials: blockSize must be a positive integer, got 0'],
  ])('refuses %j', (options, message) => {
    expect(() => ials(options)).toThrow(message)
  })

  it('refuses factors of another shape than its options say', async () => {
    const model = ials({ factors: 2 })
    await model.fit(interactions, { epochs: 1 })
    const state = await model.state()
    expect(() => restore({ ...state, options: { ...state.options, factors: 3 } })).toThrow(
      "ials: 'itemFactors' must have the shape [25,3], got [25,2]",
    )
  })
})
