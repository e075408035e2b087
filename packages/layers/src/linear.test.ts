import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import { memory, tensor1d, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { linear } from './index'

const sizes = [
  { rows: 1, inputs: 1, outputs: 1 },
  { rows: 3, inputs: 5, outputs: 7 },
  { rows: 1, inputs: 6, outputs: 3 },
]

describe.each(await availableBackends())('linear on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(sizes)('of [$rows, $inputs] to $outputs columns', ({ rows, inputs, outputs }) => {
    const x = random(1).normals(rows * inputs)
    const w = random(2).normals(inputs * outputs)
    const b = random(3).normals(outputs)
    const tensors = () => [tensor2d(x, [rows, inputs]), tensor2d(w, [inputs, outputs]), tensor1d(b)] as const

    it('is xW + b', async () => {
      const expected = Array.from({ length: rows * outputs }, (_, at) => {
        const [row, column] = [Math.floor(at / outputs), at % outputs]
        let total = b[column]!
        for (let i = 0; i < inputs; i++) total += x[row * inputs + i]! * w[i * outputs + column]!
        return total
      })
      const result = linear(...tensors())
      expect(result.shape).toEqual([rows, outputs])
      expectClose(await result.data(), expected)
    })

    it('has the gradients that differences give', async () => {
      await expectGradient((x, w, b) => weightedSum(linear(x, w, b)), tensors())
    })

    it('leaves no tensor but its result', () => {
      const given = tensors()
      const before = memory().numTensors
      linear(...given)
      expect(memory().numTensors).toBe(before + 1)
    })
  })

  it('refuses shapes that do not fit, and names them', () => {
    const [x, w] = [tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), tensor2d([1, 2, 3, 4, 5, 6], [3, 2])]
    expect(() => linear(x, w, tensor1d([7]))).toThrow(
      'linear: bias [1] must have a value for each column of [3,2]',
    )
    expect(() => linear(w, w, tensor1d([7, 8]))).toThrow(
      'linear: weights [3,2] must have a row for each column of x [3,2]',
    )
  })
})
