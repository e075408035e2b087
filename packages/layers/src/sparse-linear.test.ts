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
import {
  grads,
  memory,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type SparseRows, sparseLinear } from './index'

interface Case {
  readonly rowCount: number
  readonly columnCount: number
  readonly outputs: number
  readonly sideInputs: number
  readonly density: number
}

// Outputs are no multiple of 4 where not said: kernels work on four columns at a time.
const cases: Case[] = [
  { rowCount: 1, columnCount: 1, outputs: 1, sideInputs: 0, density: 1 },
  { rowCount: 4, columnCount: 9, outputs: 7, sideInputs: 0, density: 0.5 },
  { rowCount: 4, columnCount: 9, outputs: 7, sideInputs: 3, density: 0.5 },
  { rowCount: 1, columnCount: 6, outputs: 8, sideInputs: 1, density: 0.5 },
  { rowCount: 3, columnCount: 5, outputs: 6, sideInputs: 0, density: 0 },
  { rowCount: 3, columnCount: 5, outputs: 5, sideInputs: 2, density: 0 },
  { rowCount: 7, columnCount: 130, outputs: 67, sideInputs: 33, density: 0.3 },
]

function given({ rowCount, columnCount, outputs, sideInputs, density }: Case) {
  const rows = randomRows({ rowCount, columnCount, density })
  const inputs = columnCount + sideInputs
  const w = random(2).normals(inputs * outputs)
  const b = random(3).normals(outputs)
  const z = random(4).normals(rowCount * sideInputs)
  const tensors = (): Tensor[] => [
    tensor2d(w, [inputs, outputs]),
    tensor1d(b),
    ...(sideInputs > 0 ? [tensor2d(z, [rowCount, sideInputs])] : []),
  ]
  const apply = ([weights, bias, side]: readonly Tensor[]) =>
    sparseLinear(rows, weights as Tensor2D, bias as Tensor1D, side as Tensor2D | undefined)
  return { rows, w, b, z, tensors, apply }
}

describe.each(await availableBackends())('sparseLinear on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(cases)(
    'of [$rowCount, $columnCount] with $sideInputs dense side inputs, to $outputs',
    (sizes) => {
      const { rowCount, columnCount, outputs, sideInputs } = sizes
      const { rows, w, b, z, tensors, apply } = given(sizes)

      it('is [x, side] W + b', async () => {
        const expected = Array.from({ length: rowCount * outputs }, (_, at) => {
          const [row, output] = [Math.floor(at / outputs), at % outputs]
          let total = b[output]!
          for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) {
            total += rows.values[i]! * w[rows.columns[i]! * outputs + output]!
          }
          for (let i = 0; i < sideInputs; i++) {
            total += z[row * sideInputs + i]! * w[(columnCount + i) * outputs + output]!
          }
          return total
        })
        const result = apply(tensors())
        expect(result.shape).toEqual([rowCount, outputs])
        expectClose(await result.data(), expected, { atol: 1e-5 })
      })

      it('agrees with its composition out of tfjs ops, gradients too', async () => {
        const compute = () => {
          const gradients = grads((...inputs) => weightedSum(apply(inputs)))
          return [apply(tensors()), ...gradients(tensors())]
        }
        await expectAsOnCpu(backend, compute, { atol: 1e-4 })
      })

      it('leaves no tensor but its result', () => {
        const inputs = tensors()
        const before = memory().numTensors
        apply(inputs)
        expect(memory().numTensors).toBe(before + 1)
      })
    },
  )

  it.each(cases.slice(0, 6))(
    'has the gradients that differences give: $outputs outputs, $sideInputs side inputs',
    async (sizes) => {
      const { tensors, apply } = given(sizes)
      await expectGradient((...inputs) => weightedSum(apply(inputs)), tensors())
    },
  )

  it('says what does not fit', () => {
    const rows: SparseRows = randomRows({ rowCount: 2, columnCount: 3 })
    const bias = tensor1d([0])
    expect(() => sparseLinear(rows, tensor2d([1, 2], [2, 1]), bias)).toThrow(
      'weights [2,1] must have 3 rows, as many as the input has columns',
    )
    const weights = tensor2d([1, 2, 3], [3, 1])
    expect(() => sparseLinear(rows, weights, tensor1d([1, 2]))).toThrow(
      'bias [2] must have a value for each column of [3,1]',
    )
    expect(() => sparseLinear(rows, tensor2d([1, 2, 3, 4], [4, 1]), bias, tensor2d([1], [1, 1]))).toThrow(
      'side [1,1] must have 2 rows, as the sparse part',
    )
    const off = { ...rows, columns: rows.columns.map(() => 3) }
    expect(() => sparseLinear(off, weights, bias)).toThrow('sparseLinear: columns must be in [0, 3), got 3')
  })
})
