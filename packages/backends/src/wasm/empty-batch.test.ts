import { linear, type SparseRows, sparseLinear, trainedLinear } from '@hvamp/layers'
import { fill, grad, sum, type Tensor, type Tensor1D, type Tensor2D, zeros } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'

const none: SparseRows = {
  rowCount: 0,
  columnCount: 5,
  offsets: Int32Array.of(0),
  columns: new Int32Array(0),
  values: new Float32Array(0),
}
const weights = () => fill([5, 3], 0.5) as Tensor2D
const bias = () => fill([3], 2) as Tensor1D

const layers: Readonly<Record<string, (weights: Tensor2D) => Tensor>> = {
  linear: (w) => linear(zeros([0, 5]), w, bias()),
  sparseLinear: (w) => sparseLinear(none, w, bias()),
  trainedLinear: (w) =>
    trainedLinear({ columnCount: 5, columns: zeros([0, 2]), values: zeros([0, 2]) }, w, bias()),
}

describe.each(['cpu', 'wasm'] as const)('a batch without rows on %s', (name) => {
  it.each(Object.entries(layers))('has no outputs and a gradient of 0: %s', async (_, layer) => {
    await useBackend(name)
    expect(layer(weights()).shape).toEqual([0, 3])
    const gradient = grad((w: Tensor) => sum(layer(w as Tensor2D)))(weights())
    expect([...(await gradient.data())]).toEqual(new Array(15).fill(0))
  })
})
