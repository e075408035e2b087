import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectClose, expectGradient, randomRows, weightedSum } from '@hvamp/testing'
import { memory, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { bernoulliLogLikelihood, type SparseRows } from './index'

describe.each(await availableBackends())('bernoulliLogLikelihood on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  const [rowCount, columnCount] = [4, 7]
  const drawn = randomRows({ rowCount, columnCount })
  const rows: SparseRows = { ...drawn, values: drawn.values.map(() => 1) }
  const values = random(1).normals(rowCount * columnCount)
  const logits = () => tensor2d(values, [rowCount, columnCount])

  it('is Σ x log p + (1 − x) log(1 − p)', async () => {
    const expected = Array.from({ length: rowCount }, (_, row) => {
      const own = rows.columns.subarray(rows.offsets[row]!, rows.offsets[row + 1]!)
      let total = 0
      for (let column = 0; column < columnCount; column++) {
        const p = 1 / (1 + Math.exp(-values[row * columnCount + column]!))
        total += Math.log(own.includes(column) ? p : 1 - p)
      }
      return total
    })
    const result = bernoulliLogLikelihood(logits(), rows)
    expect(result.shape).toEqual([rowCount])
    expectClose(await result.data(), expected)
  })

  it('clamps probabilities to [1e-5, 1 − 1e-5]', async () => {
    const one: SparseRows = {
      rowCount: 1,
      columnCount: 2,
      offsets: Int32Array.of(0, 1),
      columns: Int32Array.of(0),
      values: Float32Array.of(1),
    }
    const result = bernoulliLogLikelihood(tensor2d([-50, 50], [1, 2]), one)
    // 1 − 1e-5 is only known to half a step of float32 at 1, 3e-8 of 1e-5
    expectClose(await result.data(), 2 * Math.log(1e-5), { rtol: 1e-3 })
  })

  it('is NaN where a logit is', async () => {
    const spoilt = values.slice()
    spoilt[columnCount + 2] = Number.NaN
    const result = await bernoulliLogLikelihood(tensor2d(spoilt, [rowCount, columnCount]), rows).data()
    expect([...result].map(Number.isNaN)).toEqual([false, true, false, false])
  })

  it('has the gradient that differences give', async () => {
    await expectGradient((logits) => weightedSum(bernoulliLogLikelihood(logits, rows)), [logits()])
  })

  it('leaves no tensor but its result', () => {
    const given = logits()
    const before = memory().numTensors
    bernoulliLogLikelihood(given, rows)
    expect(memory().numTensors).toBe(before + 1)
  })

  it('refuses logits of another shape', () => {
    expect(() => bernoulliLogLikelihood(tensor2d([1, 2], [1, 2]), rows)).toThrow(
      'bernoulliLogLikelihood: the rows [4, 7] must have the shape of the logits, [1,2]',
    )
  })
})
