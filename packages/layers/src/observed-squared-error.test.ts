import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import { memory, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { observedSquaredError, type SparseRows } from './index'

const rows: SparseRows = {
  rowCount: 3,
  columnCount: 4,
  offsets: Int32Array.of(0, 3, 3, 4),
  columns: Int32Array.of(0, 3, 1, 2),
  values: Float32Array.of(1, -2, 0, 5), // a rating of 0 counts
}
const predictions = random(1).normals(12)
const given = () => tensor2d(predictions, [3, 4])

describe.each(await availableBackends())('observedSquaredError on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('sums squared errors over what a row has, and over nothing else', async () => {
    const first = (predictions[0]! - 1) ** 2 + (predictions[3]! + 2) ** 2 + predictions[1]! ** 2
    expectClose(await observedSquaredError(given(), rows).data(), [first, 0, (predictions[10]! - 5) ** 2])
  })

  it('has the gradient that differences give', async () => {
    await expectGradient((x: Tensor2D) => weightedSum(observedSquaredError(x, rows)), [given()])
  })

  it('leaves no tensor but its result, and refuses another shape', () => {
    const x = given()
    const before = memory().numTensors
    observedSquaredError(x, rows)
    expect(memory().numTensors).toBe(before + 1)
    expect(() => observedSquaredError(tensor2d([1, 2], [1, 2]), rows)).toThrow(
      'observedSquaredError: the rows [3, 4] must have the shape of the logits, [1,2]',
    )
  })
})
