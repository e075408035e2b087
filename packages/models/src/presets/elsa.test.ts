import { useBackend } from '@hvamp/backends'
import { syntheticInteractions } from '@hvamp/data'
import { disposeWeights, readWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, randomRows } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { elsa, elsaNetwork, itemVectors } from '../index'

const [items, factors] = [7, 3]
const rows = { ...randomRows({ rowCount: 5, columnCount: items, density: 0.5 }) }
rows.values = new Float32Array(rows.values.length).fill(1)

/** Rows as arrays of all columns. */
const dense = Array.from({ length: rows.rowCount }, (_, row) => {
  const own = new Array<number>(items).fill(0)
  for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) own[rows.columns[i]!] = rows.values[i]!
  return own
})
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0)
const unit = (a: readonly number[]) => a.map((value) => value / Math.sqrt(dot(a, a)))

describe.each(await availableBackends())('elsa on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  describeRecommender('elsa', () => elsa({ factors: 4 }), { epochs: 2, batchSize: 16 })

  it('has the scores x A Aᵀ − x, and the loss ‖x / ‖x‖ − y / ‖y‖‖² of them', async () => {
    const network = elsaNetwork({ items, factors })
    const { values } = (await readWeights(network.weights)).vectors!
    const a = Array.from({ length: items }, (_, i) =>
      unit([...values.subarray(i * factors, (i + 1) * factors)]),
    )
    const expected = dense.map((x) => {
      const z = a[0]!.map((_, f) => x.reduce((sum, value, i) => sum + value * a[i]![f]!, 0))
      return a.map((vector, i) => dot(z, vector) - x[i]!)
    })
    expectClose(await network.logits(rows).data(), expected.flat(), { rtol: 1e-4, atol: 1e-5 })
    const losses = dense.map((x, row) => {
      if (dot(x, x) === 0) return 2 // an empty row has no direction
      const gap = unit(x).map((value, i) => value - unit(expected[row]!)[i]!)
      return dot(gap, gap)
    })
    const { loss } = network.loss(rows, { klWeight: 0, noise: undefined as never })
    expectClose(await loss.data(), losses.reduce((sum, value) => sum + value, 0) / losses.length, {
      rtol: 1e-4,
    })
    await expectGradient(
      (_: Tensor) => network.loss(rows, { klWeight: 0, noise: undefined as never }).loss as Scalar,
      [network.weights.vectors!.variable as Tensor],
    )
    disposeWeights(network.weights)
  })

  it('has the directions of its items as their vectors', async () => {
    const { interactions } = syntheticInteractions({ users: 60, items: 20, interactionsPerUser: 5, seed: 4 })
    const model = elsa({ factors: 4 })
    await model.fit(interactions, { epochs: 1, batchSize: 30 })
    const { shape, values } = await itemVectors(model)
    expect(shape).toEqual([interactions.itemCount, 4])
    const saved = (await model.state()).arrays.vectors!.values
    expectClose(values.subarray(0, 4), unit([...saved.subarray(0, 4)]), { rtol: 1e-4, atol: 1e-5 })
    model.dispose()
  })
})

it.each([
  [{ factors: 0 }, 'elsa: factors must be a positive integer, got 0'],
  [{ latent: 3 } as never, "elsa: must not have 'latent'"],
])('refuses %j', (options, message) => {
  expect(() => elsa(options)).toThrow(message)
})
