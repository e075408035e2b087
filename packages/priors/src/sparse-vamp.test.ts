import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { type TrainedRows, trainedWeights, writeWeights } from '@hvamp/tensors'
import { availableBackends, describePrior, expectClose, weightedSum } from '@hvamp/testing'
import {
  cast,
  grads,
  keep,
  matMul,
  mul,
  oneHot,
  reshape,
  scalar,
  squeeze,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { diagonalGaussian, type SparseVampPriorOptions, sparseVampPrior, vampPrior } from './index'

const [pseudoInputs, inputSize, latent] = [5, 6, 2]
const matrix = () => tensor2d(random(1).normals(inputSize * latent), [inputSize, latent])

function encodeDense(x: Tensor2D) {
  const mean = matMul<Tensor2D>(x, matrix())
  return diagonalGaussian(mean, mul(mean, scalar(0.3)))
}

/** The rows as dense ones, with gradients for their values: one product with one-hot columns for each row. */
function toDense({ columnCount, columns, values }: TrainedRows): Tensor2D {
  const hot = cast(oneHot(cast(columns, 'int32'), columnCount), 'float32')
  return squeeze(matMul(reshape(values, [values.shape[0], 1, -1]), hot), [1])
}
const encode: SparseVampPriorOptions['encode'] = (rows) => encodeDense(toDense(rows))
const options: SparseVampPriorOptions = { encode, pseudoInputs, inputSize, entries: 3, random: random(2) }
const everyColumn = Array.from({ length: pseudoInputs * inputSize }, (_, entry) => entry % inputSize)

describe.each(await availableBackends())('sparseVampPrior on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describePrior('sparseVampPrior', () =>
    sparseVampPrior({ ...options, initialMean: 0.5, initialDeviation: 0.1 }),
  )

  it('equals vampPrior where the support is every column, its gradients too', async () => {
    const sparse = sparseVampPrior({
      ...options,
      entries: inputSize,
      columns: everyColumn,
      random: random(2),
    })
    const dense = vampPrior({ encode: encodeDense, pseudoInputs, inputSize, random: random(2) })
    const z = () => tensor2d(random(3).normals(4 * latent), [4, latent])
    const results = (prior: typeof dense) => {
      const total = (z: Tensor, _: Tensor) => weightedSum(prior.logDensity(z as Tensor2D))
      return [
        prior.logDensity(z()),
        prior.responsibilities!(z()),
        prior.sample(7, random(4)),
        ...grads(total)([z(), prior.weights.pseudoInputs.variable]),
      ]
    }
    const expected = results(dense)
    for (const [at, result] of results(sparse).entries()) {
      expectClose(await result.data(), await expected[at]!.data(), { rtol: 1e-6, atol: 1e-6 })
    }
  })
})

describe('sparseVampPrior', () => {
  beforeAll(() => useBackend('cpu'))

  it('has values in its support, within the range, and 0 elsewhere', async () => {
    const columns = [0, 2, 5, 1]
    let seen = tensor2d([0], [1, 1])
    const prior = sparseVampPrior({
      ...options,
      pseudoInputs: 2,
      entries: 2,
      columns,
      encode(rows) {
        seen = keep(toDense(rows))
        return encode(rows)
      },
    })
    const values = Float32Array.of(0.3, -1, 2, 0.5)
    const { pseudoInputs } = prior.weights
    writeWeights({ pseudoInputs }, { pseudoInputs: { shape: [2, 2], values } })
    prior.sample(1, random(1))
    expectClose(await seen.data(), [0.3, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 1])
  })

  it('trains the values, not the support, which it draws without repetition from its randomness', async () => {
    const prior = sparseVampPrior({ ...options, pseudoInputs: 200 })
    expect(Object.keys(trainedWeights(prior.weights))).toEqual(['pseudoInputs'])
    const support = await prior.weights.columns.variable.data()
    const counts = new Float64Array(inputSize)
    for (let row = 0; row < 200; row++) {
      const own = [...support.slice(3 * row, 3 * row + 3)]
      expect(new Set(own).size).toBe(3)
      for (const column of own) counts[column]!++
    }
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(40)
    const again = sparseVampPrior({ ...options, pseudoInputs: 200 })
    expect(await again.weights.columns.variable.data()).toEqual(support)
  })

  it('says which option is out of range', () => {
    const cases: [Partial<SparseVampPriorOptions>, string][] = [
      [{ pseudoInputs: 0 }, 'pseudoInputs must be a positive integer, got 0'],
      [{ entries: 1.5 }, 'entries must be a positive integer, got 1.5'],
      [{ entries: 7 }, 'entries must be at most inputSize, 6, got 7'],
      [{ columns: [1, 2] }, 'columns must be 5 · 3, one for each entry, got 2'],
      [{ columns: new Int32Array(15) }, 'columns of a pseudo-input must differ, got 0 twice'],
      [{ columns: everyColumn.slice(0, 14).concat(6) }, 'columns must be whole numbers in [0, 6), got 6'],
      [{ columns: [0.5, ...everyColumn.slice(0, 14)] }, 'columns must be whole numbers in [0, 6), got 0.5'],
      [{ initialMean: 2 }, 'initialMean must be in the range [0, 1], got 2'],
    ]
    for (const [change, message] of cases) {
      expect(() => sparseVampPrior({ ...options, ...change })).toThrow(`sparseVampPrior: ${message}`)
    }
  })
})
