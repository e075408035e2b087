import { useBackend } from '@hvamp/backends'
import { availableBackends, expectClose } from '@hvamp/testing'
import { memory, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { logSumExpRows, scaledExpRows } from './index'

const rows = [
  [0, 1, 1],
  [1, 1, 0],
]
const [shift, factor] = [
  [1, 0],
  [0, 1],
]

describe.each(await availableBackends())('exponentials of rows on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each(['float32', 'int32', 'bool'] as const)(
    'are those of the numbers where they are %s',
    async (type) => {
      const x = () => tensor2d(rows, [2, 3], type) as Tensor2D
      const vector = (values: number[]) => tensor1d(values, type) as Tensor1D
      const sums = rows.map((row) => Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)))
      expectClose(await logSumExpRows(x()).data(), sums)
      const scaled = rows.flatMap((row, i) => row.map((value) => factor[i]! * Math.exp(value - shift[i]!)))
      expectClose(await scaledExpRows(x(), vector(shift), vector(factor)).data(), scaled)
    },
  )

  it('leave no tensor but the sums', () => {
    const x = tensor2d(rows)
    const before = memory().numTensors
    logSumExpRows(x)
    expect(memory().numTensors).toBe(before + 1)
  })
})
