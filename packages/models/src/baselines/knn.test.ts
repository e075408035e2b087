import { expectClose } from '@hvamp/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemKnn } from './item-knn'
import { interactionsOf, type Recorded } from './recorded.fixture'
import { userKnn } from './user-knn'

const cosine = (a: readonly number[], b: readonly number[], shrinkage: number) => {
  const product = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * y[i]!, 0)
  const shared = product(a, b)
  return shared === 0 ? 0 : shared / (Math.sqrt(product(a, a) * product(b, b)) + shrinkage)
}
const rowsOf = ({ shape: [rows, columns], values }: Recorded) =>
  Array.from({ length: rows }, (_, row) => values.slice(row * columns, (row + 1) * columns))
const columnsOf = ({ shape: [rows, columns], values }: Recorded) =>
  Array.from({ length: columns }, (_, column) =>
    Array.from({ length: rows }, (_, row) => values[row * columns + column]!),
  )

/** Indices of the most similar, and all others at 0. */
const onlyNearest = (similarities: readonly number[], count: number) => {
  const order = [...similarities.keys()].sort((a, b) => similarities[b]! - similarities[a]! || a - b)
  const kept = new Set(order.slice(0, count))
  return similarities.map((similarity, i) => (kept.has(i) ? similarity : 0))
}

/** Scores by the definition, from the dense matrices. */
function itemScores(train: Recorded, histories: Recorded, neighbours: number, shrinkage: number): number[] {
  const items = columnsOf(train)
  const weights = items.map((target, j) =>
    onlyNearest(
      items.map((item, i) => (i === j ? 0 : cosine(item, target, shrinkage))),
      neighbours,
    ),
  )
  return rowsOf(histories).flatMap((history) =>
    weights.map((own) => own.reduce((sum, weight, i) => sum + weight * history[i]!, 0)),
  )
}

function userScores(train: Recorded, histories: Recorded, neighbours: number, shrinkage: number): number[] {
  const users = rowsOf(train)
  return rowsOf(histories).flatMap((history) => {
    const own = onlyNearest(
      users.map((user) => cosine(user, history, shrinkage)),
      neighbours,
    )
    return history.map((_, item) => users.reduce((sum, user, u) => sum + own[u]! * user[item]!, 0))
  })
}

const items = 9
const matrix = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((rows) => fc.array(fc.constantFrom(0, 0, 1), { minLength: rows * items, maxLength: rows * items }))
    .map((values): Recorded => ({ shape: [values.length / items, items], values }))
const neighbours = fc.integer({ min: 1, max: 12 })
const shrinkage = fc.constantFrom(0, 0.5, 10)

describe.each([
  { name: 'item-knn', create: itemKnn, definition: itemScores },
  { name: 'user-knn', create: userKnn, definition: userScores },
])('$name', ({ name, create, definition }) => {
  it('has the scores of its definition, for people it never saw', async () => {
    await fc.assert(
      fc.asyncProperty(
        matrix(15),
        matrix(4),
        neighbours,
        shrinkage,
        async (train, histories, neighbours, shrinkage) => {
          const model = create({ neighbours, shrinkage })
          await model.fit(interactionsOf(train))
          const scores = await model.score(interactionsOf(histories))
          expectClose(scores, definition(train, histories, neighbours, shrinkage), { rtol: 1e-6, atol: 1e-7 })
        },
      ),
      { numRuns: 200 },
    )
  })

  it.each([
    [{ neighbours: 0 }, 'neighbours must be a positive integer, got 0'],
    [{ neighbours: Number.POSITIVE_INFINITY }, 'neighbours must be a positive integer, got Infinity'],
    [{ shrinkage: -1 }, 'shrinkage must be finite and at least 0, got -1'],
    [{ shrinkage: Number.NaN }, 'shrinkage must be finite and at least 0, got NaN'],
  ])('refuses %j', (options, message) => {
    expect(() => create(options)).toThrow(`${name}: ${message}`)
  })
})
