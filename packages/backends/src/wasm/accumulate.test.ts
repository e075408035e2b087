import { linear, type SparseRows, sparseLinear } from '@hvamp/layers'
import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import {
  add,
  memory,
  type Scalar,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'

const rows: SparseRows = {
  rowCount: 2,
  columnCount: 3,
  offsets: Int32Array.of(0, 2, 3),
  columns: Int32Array.of(0, 2, 1),
  values: Float32Array.of(1, 2, 3),
}

/** Gradients of a weight that sparse rows and dense ones both go through. */
async function gradients(backend: 'cpu' | 'wasm') {
  await useBackend(backend)
  const w = variable(tensor2d(random(1).normals(15), [3, 5]))
  const b = variable(tensor1d(random(2).normals(5)))
  const x = tensor2d(random(3).normals(12), [4, 3])
  const loss = () =>
    sum(
      add(sum(sparseLinear(rows, w as never, b as never)), sum(linear(x, w as never, b as never))),
    ) as Scalar
  const { grads } = variableGrads(() => tidy(loss), [w, b])
  return { weight: grads[w.name] as Tensor, bias: grads[b.name] as Tensor }
}

describe('gradients of a weight that is used twice', () => {
  it('are the sums that tfjs makes', async () => {
    const composed = await gradients('cpu')
    const expected = { weight: await composed.weight.data(), bias: await composed.bias.data() }
    const added = await gradients('wasm')
    expectClose(await added.weight.data(), expected.weight)
    expectClose(await added.bias.data(), expected.bias)
  })

  it('are the caller’s own afterwards: sums with them are new tensors', async () => {
    const { weight } = await gradients('wasm')
    const before = await weight.data()
    const twice = add(weight, weight)
    expect(await weight.data()).toEqual(before)
    expectClose(
      await twice.data(),
      before.map((value) => 2 * value),
    )
  })

  it('leave no tensors', async () => {
    const { weight, bias } = await gradients('wasm')
    const count = memory().numTensors
    weight.dispose()
    bias.dispose()
    expect(memory().numTensors).toBe(count - 2)
  })
})
