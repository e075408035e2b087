import { expectClose } from '@hvamp/testing'
import { describe, expect, it } from 'vitest'
import { ease, edlae, type Recommender, rdlae } from '../index'
import { drawnMatrix, interactionsOf } from './recorded.fixture'

const drawn = drawnMatrix(40, 12, 1)
const interactions = interactionsOf(drawn)
const [users, items] = drawn.shape
const x = (user: number, item: number) => drawn.values[user * items + item]!

const all = {
  users: Array.from({ length: users }, (_, u) => u),
  items: Array.from({ length: items }, (_, i) => i),
}
const products = all.items.map((a) =>
  all.items.map((b) => all.users.reduce((sum, user) => sum + x(user, a) * x(user, b), 0)),
)
const gram = (a: number, b: number) => products[a]![b]!

async function weightsOf(model: Recommender): Promise<number[][]> {
  await model.fit(interactions)
  const { values } = (await model.state()).arrays.weights!
  return Array.from({ length: items }, (_, i) => [...values.subarray(i * items, (i + 1) * items)])
}

/**
 * Minimises the expectation of the denoising loss over a column b of the weights, under b_j ≤ limit, by coordinate descent:
 *
 *   Σ_users E (x_j − Σ_i m_i x_i b_i)² + l2 ‖b‖², where m_i is 0 with probability p, else 1 / (1 − p).
 */
function columnOf(
  j: number,
  { l2, dropout: p, limit }: { l2: number; dropout: number; limit: number },
): number[] {
  const column = new Array<number>(items).fill(0)
  for (let pass = 0; pass < 2000; pass++) {
    for (let i = 0; i < items; i++) {
      // E m_i m_k = 1, E m_i² = 1 / (1 − p): the variance p / (1 − p) of m_i is a penalty on b_i².
      let slope = gram(i, j)
      for (let k = 0; k < items; k++) if (k !== i) slope -= gram(i, k) * column[k]!
      const free = slope / (gram(i, i) / (1 - p) + l2)
      column[i] = i === j ? Math.min(limit, free) : free
    }
  }
  return column
}

describe.each([
  { l2: 3, dropout: 0.3, diagonal: 0.25 },
  { l2: 0.5, dropout: 0.6, diagonal: 0.1 },
  { l2: 2, dropout: 0, diagonal: 0.4 },
  { l2: 3, dropout: 0.3, diagonal: 0 },
  { l2: 3, dropout: 0.3, diagonal: 1 },
])('rdlae with %j', (options) => {
  it('has weights that minimise the loss in expectation, under its limit', async () => {
    const weights = await weightsOf(rdlae(options))
    for (let j = 0; j < items; j++) {
      const expected = columnOf(j, { ...options, limit: options.diagonal })
      expectClose(
        weights.map((row) => row[j]!),
        expected,
        { rtol: 1e-4, atol: 1e-5 },
      )
    }
    const diagonal = weights.map((row, i) => row[i]!)
    expect(Math.max(...diagonal)).toBeLessThanOrEqual(options.diagonal + 1e-6)
  })
})

it('edlae is rdlae with a limit of 0, and ease is edlae without dropout', async () => {
  const l2 = 3
  expect(await weightsOf(edlae({ l2, dropout: 0.4 }))).toEqual(
    await weightsOf(rdlae({ l2, dropout: 0.4, diagonal: 0 })),
  )
  expect(await weightsOf(ease({ l2 }))).toEqual(await weightsOf(edlae({ l2, dropout: 0 })))
})

it.each([
  [() => edlae({ dropout: 1 }), 'edlae: dropout must be in [0, 1), got 1'],
  [() => edlae({ l2: 0 }), 'edlae: l2 must be positive and finite, got 0'],
  [() => rdlae({ diagonal: 1.5 }), 'rdlae: diagonal must be in [0, 1], got 1.5'],
  [() => rdlae({ diagonal: -0.1 }), 'rdlae: diagonal must be in [0, 1], got -0.1'],
])('refuses %s', (make, message) => {
  expect(make).toThrow(message)
})
