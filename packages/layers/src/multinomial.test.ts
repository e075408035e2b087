import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import {
  availableBackends,
  expectAsOnCpu,
  expectClose,
  expectGradient,
  randomRows,
  weightedSum,
} from '@hvamp/testing'
import { grad, memory, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { multinomialLogLikelihood, type SparseRows } from './index'

const sizes = [
  { rowCount: 1, columnCount: 1, density: 1 },
  { rowCount: 4, columnCount: 7, density: 0.5 },
  { rowCount: 1, columnCount: 6, density: 0.5 },
  { rowCount: 3, columnCount: 9, density: 0 },
]

describe.each(await availableBackends())('multinomialLogLikelihood on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(sizes)('of [$rowCount, $columnCount], density $density', (size) => {
    const { rowCount, columnCount } = size
    const rows = randomRows(size)
    const values = random(1).normals(rowCount * columnCount)
    const logits = () => tensor2d(values, [rowCount, columnCount])

    it('is Σ x log softmax(logits)', async () => {
      const result = multinomialLogLikelihood(logits(), rows)
      expect(result.shape).toEqual([rowCount])
      expectClose(await result.data(), reference(values, rows))
    })

    it('has the gradient that differences give', async () => {
      await expectGradient((logits) => weightedSum(multinomialLogLikelihood(logits, rows)), [logits()])
    })

    it('agrees with its composition out of tfjs ops, gradient too', async () => {
      const compute = () => [
        multinomialLogLikelihood(logits(), rows),
        grad((logits) => weightedSum(multinomialLogLikelihood(logits as Tensor2D, rows)))(logits()),
      ]
      await expectAsOnCpu(backend, compute)
    })

    it('leaves no tensor but its result', () => {
      const given = logits()
      const before = memory().numTensors
      multinomialLogLikelihood(given, rows)
      expect(memory().numTensors).toBe(before + 1)
    })
  })

  it('keeps its digits where logits are far apart or far from 0', async () => {
    const rows = randomRows({ rowCount: 3, columnCount: 5, density: 0.6 })
    for (const values of [
      Float32Array.from({ length: 15 }, (_, i) => 1000 + i),
      Float32Array.from({ length: 15 }, (_, i) => -90 * (i % 5)),
    ]) {
      const result = multinomialLogLikelihood(tensor2d(values, [3, 5]), rows)
      expectClose(await result.data(), reference(values, rows), { rtol: 1e-5, atol: 1e-3 })
    }
  })

  it('refuses logits of another shape', () => {
    const rows = randomRows({ rowCount: 2, columnCount: 3 })
    expect(() => multinomialLogLikelihood(tensor2d([1, 2, 3, 4], [2, 2]), rows)).toThrow(
      'multinomialLogLikelihood: the rows [2, 3] must have the shape of the logits, [2,2]',
    )
  })
})

function reference(
  logits: Float32Array,
  { rowCount, columnCount, offsets, columns, values }: SparseRows,
): number[] {
  return Array.from({ length: rowCount }, (_, row) => {
    const own = Array.from(logits.subarray(row * columnCount, (row + 1) * columnCount))
    const highest = Math.max(...own)
    const logSum = highest + Math.log(own.reduce((total, logit) => total + Math.exp(logit - highest), 0))
    let total = 0
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) total += values[i]! * (own[columns[i]!]! - logSum)
    return total
  })
}
