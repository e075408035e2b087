import { useBackend } from '@hvamp/backends'
import { memory, tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { copyWeights, disposeWeights, frozen, trainedWeights, type Weights, weight } from './index'

const create = (values: number[]): Weights => ({ a: weight(tensor1d(values)), b: weight(tensor1d([9])) })

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('weights that are frozen are not among those that are trained', () => {
    const weights = create([1, 2])
    expect(frozen({ b: weights.b! }).b).toBe(weights.b)
    expect(Object.keys(trainedWeights(weights))).toEqual(['a'])
    disposeWeights(weights)
  })

  it('a copy has the values, and memory of its own', async () => {
    const [from, to] = [create([1, 2]), create([3, 4])]
    const before = memory().numTensors
    copyWeights(from, { a: to.a! })
    expect(memory().numTensors).toBe(before)
    from.a!.variable.assign(tensor1d([5, 6]))
    expect([...(await to.a!.variable.data())]).toEqual([1, 2])
    copyWeights(from, to)
    expect(to.a!.variable.dataId).not.toBe(from.a!.variable.dataId) // an optimizer changes it in place
    disposeWeights(from)
    expect([...(await to.a!.variable.data())]).toEqual([5, 6])
    disposeWeights(to)
  })

  it('says which weight is missing or of another shape, before any is changed', async () => {
    const [from, to] = [create([1, 2, 3]), create([3, 4])]
    expect(() => copyWeights(from, to)).toThrow("copyWeights: 'a' must have shape [2], got [3]")
    expect(() => copyWeights({ b: from.b! }, to)).toThrow(
      "copyWeights: 'a' must be among the weights that are copied",
    )
    disposeWeights(from)
    disposeWeights(to)
  })
})
