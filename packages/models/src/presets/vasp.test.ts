import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, readWeights, writeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, randomRows } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import { type Scalar, type Tensor, tidy } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { vasp, vaspNetwork } from '../index'

const items = 6
const rows = { ...randomRows({ rowCount: 4, columnCount: items, density: 0.5 }) }
rows.values = new Float32Array(rows.values.length).fill(1)
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const sizes = { hidden: 5, layers: 1, latent: 2 }

/** Rows as arrays of all columns. */
const dense = Array.from({ length: rows.rowCount }, (_, row) => {
  const own = new Array<number>(items).fill(0)
  for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) own[rows.columns[i]!] = 1
  return own
})

describe.each(await availableBackends())('vasp on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  describeRecommender('vasp', () => vasp(sizes), { epochs: 2, batchSize: 16 })

  it('multiplies the probabilities of its two paths, of which the shallow one has no weights for an item itself', async () => {
    const network = vaspNetwork({ ...sizes, items })
    const arrays = await readWeights(network.weights)
    // Without output weights the deep path gives each item the probability of its bias.
    const weight = arrays['decoder.output.weight']!
    const bias = { ...arrays['decoder.output.bias']!, values: random(4).normals(items) }
    const shallow = { ...arrays['ease.weight']!, values: random(3).normals(items ** 2) }
    writeWeights(network.weights, {
      ...arrays,
      'decoder.output.weight': { ...weight, values: new Float32Array(weight.values.length) },
      'decoder.output.bias': bias,
      'ease.weight': shallow,
    })
    const probabilities = dense.map((x) =>
      x.map(
        (_, j) =>
          sigmoid(bias.values[j]!) *
          sigmoid(
            x.reduce((sum, value, i) => sum + (i === j ? 0 : value * shallow.values[i * items + j]!), 0),
          ),
      ),
    )
    expectClose(await network.logits(rows).data(), probabilities.flat(), { rtol: 1e-4, atol: 1e-6 })
    const focal = dense.map((x, row) =>
      x.reduce((sum, value, j) => {
        const p = probabilities[row]![j]!
        return sum - (value === 1 ? 0.25 * (1 - p) ** 2 * Math.log(p) : 0.75 * p ** 2 * Math.log(1 - p))
      }, 0),
    )
    const { logLikelihood, kl } = network.loss(rows, { klWeight: 0.5, noise: random(1) })
    expectClose(await logLikelihood!.data(), -focal.reduce((sum, value) => sum + value, 0) / focal.length, {
      rtol: 1e-4,
    })
    expect((await kl!.data())[0]).toBeGreaterThan(0)
    disposeWeights(network.weights)
  })

  it('has the gradient that differences give, and none of the diagonal of its shallow path has an effect', async () => {
    const network = vaspNetwork({ ...sizes, items })
    const lossOf = () => tidy(() => network.loss(rows, { klWeight: 0.5, noise: random(1) }).loss as Scalar)
    const { 'ease.weight': shallow, ...deep } = network.weights
    await expectGradient(
      (..._: Tensor[]) => lossOf(),
      Object.values(deep).map(({ variable }) => variable as Tensor),
    )
    const before = (await lossOf().data())[0]
    const { values, shape } = (await readWeights({ shallow: shallow! })).shallow!
    writeWeights(
      { shallow: shallow! },
      { shallow: { shape, values: values.map((value, i) => (i % (items + 1) === 0 ? 9 : value)) } },
    )
    expect((await lossOf().data())[0]).toBeCloseTo(before!, 4)
    disposeWeights(network.weights)
  })
})

it.each([
  [{ hidden: 0 }, 'vasp: hidden must be a positive integer, got 0'],
  [{ dropout: 1 }, 'vasp: dropout must be in [0, 1), got 1'],
])('refuses %j', (options, message) => {
  expect(() => vasp(options)).toThrow(message)
})
