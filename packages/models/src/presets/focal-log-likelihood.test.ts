import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { expectClose, expectGradient } from '@hvamp/testing'
import { grads, type Scalar, sum, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { focalLogLikelihood, logOfProduct } from './focal-log-likelihood'

beforeAll(() => useBackend('cpu'))

const [rowCount, items] = [3, 5]
const rows = {
  rowCount,
  columnCount: items,
  offsets: Int32Array.of(0, 2, 2, 5),
  columns: Int32Array.of(1, 4, 0, 1, 2),
  values: new Float32Array(5).fill(1),
}
const has = [
  [0, 1, 0, 0, 1],
  [0, 0, 0, 0, 0],
  [1, 1, 1, 0, 0],
]
const logitsOf = (seed: number) => random(seed).normals(rowCount * items)
const asMatrix = (values: Float32Array) => tensor2d(values, [rowCount, items])
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

describe('the focal log-likelihood of a product of probabilities', () => {
  it('is that of the formula, row by row', async () => {
    const [first, second] = [logitsOf(1), logitsOf(2)]
    const expected = has.map((row, user) =>
      row.reduce((total, x, item) => {
        const at = user * items + item
        const p = sigmoid(first[at]!) * sigmoid(second[at]!)
        return total + (x ? 0.25 * (1 - p) ** 2 * Math.log(p) : 0.75 * p ** 2 * Math.log(1 - p))
      }, 0),
    )
    const value = focalLogLikelihood(asMatrix(first), asMatrix(second), rows)
    expect(value.shape).toEqual([rowCount])
    expectClose(await value.data(), expected, { rtol: 1e-5 })
    const logs = [...first].map((logit, at) => Math.log(sigmoid(logit) * sigmoid(second[at]!)))
    expectClose(await logOfProduct(asMatrix(first), asMatrix(second)).data(), logs, { rtol: 1e-5 })
  })

  it('has the gradient that differences give, for both logits', async () => {
    await expectGradient(
      (first, second) => sum<Scalar>(focalLogLikelihood(first as Tensor2D, second as Tensor2D, rows)),
      [asMatrix(logitsOf(3)), asMatrix(logitsOf(4))],
    )
  })

  it('is finite, and its gradient is, where a probability is 0 or 1 but for rounding', async () => {
    for (const logit of [-80, 80]) {
      const certain = asMatrix(new Float32Array(rowCount * items).fill(logit))
      const likelihood = (...[first, second]: Tensor[]) =>
        focalLogLikelihood(first as Tensor2D, second as Tensor2D, rows)
      const all = [likelihood(certain, certain), ...grads(likelihood)([certain, certain])]
      for (const tensor of all) expect((await tensor.data()).every(Number.isFinite)).toBe(true)
    }
  })
})
