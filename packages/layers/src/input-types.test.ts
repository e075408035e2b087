import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectClose, randomRows } from '@hvamp/testing'
import { grad, type Tensor, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  bernoulliLogLikelihood,
  dropout,
  glu,
  linear,
  multinomialLogLikelihood,
  rankUnseen,
  type SparseRows,
  sparseLinear,
} from './index'

const rows: SparseRows = randomRows({ rowCount: 3, columnCount: 4, density: 0.5 })
const weights = (inputs: number) => tensor2d(random(1).normals(2 * inputs), [inputs, 2])
const bias = () => tensor1d([0.5, -1])

/** Ops by what is given to them: [3, 4]. */
const ops: Record<string, (x: Tensor2D) => Tensor[]> = {
  glu: (x) => [glu(x)],
  dropout: (x) => [dropout(x, 0.5, random(2))],
  linear: (x) => [linear(x, weights(4), bias())],
  multinomialLogLikelihood: (x) => [multinomialLogLikelihood(x, rows)],
  bernoulliLogLikelihood: (x) => [bernoulliLogLikelihood(x, { ...rows, values: rows.values.map(() => 1) })],
  'sparseLinear with them as weights': (x) => [
    sparseLinear(randomRows({ rowCount: 2, columnCount: 3 }), x, tensor1d([1, 2, 3, 4])),
  ],
  'sparseLinear with them as side': (x) => [
    sparseLinear(rows, weights(8), bias(), x),
    grad((w) => sparseLinear(rows, w as Tensor2D, bias() as Tensor1D, x))(weights(8)),
  ],
  rankUnseen: (x) => Object.values(rankUnseen(x, rows, 3)),
  'rankUnseen by rules': (x) =>
    Object.values(
      rankUnseen(x, rows, 3, { order: Int32Array.of(3, 2, 1, 0), offsets: Float32Array.of(0.5, 0, 1, 0) }),
    ),
}
const given = {
  int32: [3, -1, 2, 4, 0, 1, -2, 5, 1, 0, 2, -3],
  bool: [1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0],
}

describe.each(await availableBackends())('on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(['int32', 'bool'] as const)('numbers that are %s', (type) => {
    it.each(Object.keys(ops))('are to %s what they are as floats', async (name) => {
      const [own, floats] = [tensor2d(given[type], [3, 4], type), tensor2d(given[type], [3, 4])]
      const expected = ops[name]!(floats)
      for (const [i, result] of ops[name]!(own).entries()) {
        expect(result.shape).toEqual(expected[i]!.shape)
        expectClose(await result.data(), await expected[i]!.data())
      }
    })
  })
})
