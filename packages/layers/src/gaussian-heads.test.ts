import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, writeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import { add, grads, memory, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gaussianHeads } from './index'

describe.each(await availableBackends())('gaussianHeads on %s', (backend) => {
  const [rows, inputs, latent] = [3, 4, 3]
  let heads: ReturnType<typeof gaussianHeads>
  beforeAll(async () => {
    await useBackend(backend)
    heads = gaussianHeads({ inputs, latent, random: random(1) })
  })
  afterAll(() => disposeWeights(heads.weights))
  const hidden = () => tensor2d(random(2).normals(rows * inputs), [rows, inputs])
  const total = (hidden: Tensor2D, ..._weights: Tensor[]) => {
    const { mean, logVariance } = heads.apply(hidden)
    return add(weightedSum(mean), weightedSum(logVariance)) as ReturnType<typeof weightedSum>
  }

  it('are two blocks of one layer: means, then log-variances', async () => {
    expect(heads.weights.weight!.variable.shape).toEqual([inputs, 2 * latent])
    expect(heads.weights.weight!.blocks).toBe(2)
    const w = await heads.weights.weight!.variable.data()
    const b = await heads.weights.bias!.variable.data()
    const x = await hidden().data()
    const expected = (offset: number) =>
      Array.from({ length: rows * latent }, (_, at) => {
        const column = offset + (at % latent)
        let sum = b[column]!
        for (let i = 0; i < inputs; i++) {
          sum += x[Math.floor(at / latent) * inputs + i]! * w[i * 2 * latent + column]!
        }
        return sum
      })
    const { mean, logVariance } = heads.apply(hidden())
    expectClose(await mean.data(), expected(0))
    expectClose(await logVariance.data(), expected(latent))
  })

  it('have the gradients that differences give', async () => {
    const variables = Object.values(heads.weights).map(({ variable }) => variable as Tensor)
    await expectGradient(total, [hidden(), ...variables])
  })

  it('clamp log-variances to [−12, 4], with zero gradient outside', async () => {
    const far = gaussianHeads({ inputs: 1, latent: 3, random: random(1) })
    writeWeights(far.weights, {
      weight: { shape: [1, 6], values: Float32Array.of(1, 1, 1, 1, 1, 1) },
      bias: { shape: [6], values: Float32Array.of(100, -100, 0, 100, -100, 0) },
    })
    const x = tensor2d([1], [1, 1])
    const { mean, logVariance } = far.apply(x)
    expectClose(await mean.data(), [101, -99, 1])
    expectClose(await logVariance.data(), [4, -12, 1])
    const bias = far.weights.bias!.variable as Tensor
    const [gradient] = grads((_bias: Tensor) => weightedSum(far.apply(x).logVariance))([bias])
    const values = await gradient!.data()
    expect([...values.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0])
    expect(values[5]).not.toBe(0)
    disposeWeights(far.weights)
  })

  it('leave no tensors but their results', () => {
    const x = hidden()
    const before = memory().numTensors
    heads.apply(x)
    expect(memory().numTensors).toBe(before + 2)
  })
})
