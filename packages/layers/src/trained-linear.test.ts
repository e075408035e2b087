import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectAsOnCpu, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import {
  cast,
  grads,
  memory,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { dropout, isSparse, isTrained, linear, toDense, trainedLinear, unit } from './index'

interface Case {
  readonly rowCount: number
  readonly entries: number
  readonly columnCount: number
  readonly outputs: number
}

const cases: Case[] = [
  { rowCount: 1, entries: 1, columnCount: 1, outputs: 1 },
  { rowCount: 3, entries: 4, columnCount: 9, outputs: 7 },
  { rowCount: 5, entries: 6, columnCount: 6, outputs: 8 },
  { rowCount: 2, entries: 3, columnCount: 8, outputs: 13 },
  { rowCount: 20, entries: 30, columnCount: 130, outputs: 67 },
]

function given({ rowCount, entries, columnCount, outputs }: Case) {
  const columns = Array.from({ length: rowCount }, (_, row) => [
    ...random(1).fork(row).permutation(columnCount).subarray(0, entries),
  ]).flat()
  const values = random(2).normals(rowCount * entries)
  values[0] = 0 // as dropout leaves it
  const [w, b] = [random(3).normals(columnCount * outputs), random(4).normals(outputs)]
  const tensors = (): Tensor[] => [
    tensor2d(values, [rowCount, entries]),
    tensor2d(w, [columnCount, outputs]),
    tensor1d(b),
  ]
  const apply = ([values, weights, bias]: readonly Tensor[]) =>
    trainedLinear(
      { columnCount, columns: tensor2d(columns, [rowCount, entries]), values: values as Tensor2D },
      weights as Tensor2D,
      bias as Tensor1D,
    )
  return { columns, values, w, b, tensors, apply }
}

describe.each(await availableBackends())('trainedLinear on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(cases)('of $entries entries in $rowCount × $columnCount, to $outputs', (sizes) => {
    const { rowCount, entries, outputs } = sizes
    const { columns, values, w, b, tensors, apply } = given(sizes)

    it('is x W + b', async () => {
      const expected = Array.from({ length: rowCount * outputs }, (_, at) => {
        const [row, output] = [Math.floor(at / outputs), at % outputs]
        let total = b[output]!
        for (let e = row * entries; e < (row + 1) * entries; e++) {
          total += values[e]! * w[columns[e]! * outputs + output]!
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
  })

  it.each(cases.slice(0, 4))('has the gradients that differences give: $outputs outputs', async (sizes) => {
    const { tensors, apply } = given(sizes)
    await expectGradient((...inputs) => weightedSum(apply(inputs)), tensors())
  })

  it('leaves no tensor but its result', () => {
    const { tensors, columns } = given(cases[1]!)
    const [values, weights, bias] = tensors() as [Tensor2D, Tensor2D, Tensor1D]
    const rows = { columnCount: 9, columns: tensor2d(columns, [3, 4]), values }
    const before = memory().numTensors
    trainedLinear(rows, weights, bias)
    expect(memory().numTensors).toBe(before + 1)
  })

  it('is the dense layer where each row has every column, dropout and gradients too', async () => {
    const [rowCount, columnCount, outputs] = [4, 6, 5]
    const values = random(5).normals(rowCount * columnCount)
    const columns = tensor2d(
      values.map((_, entry) => entry % columnCount),
      [rowCount, columnCount],
    )
    const [w, b] = given({ rowCount, entries: 1, columnCount, outputs }).tensors().slice(1) as [
      Tensor2D,
      Tensor1D,
    ]
    const noise = random(6)
    const trained = (values: Tensor2D, w: Tensor2D, b: Tensor1D) =>
      trainedLinear(dropout({ columnCount, columns, values }, 0.5, noise), w, b)
    const dense = (values: Tensor2D, w: Tensor2D, b: Tensor1D) => linear(dropout(values, 0.5, noise), w, b)
    const inputs = () => [tensor2d(values, [rowCount, columnCount]), w, b] as [Tensor2D, Tensor2D, Tensor1D]
    const results = (op: typeof dense) => [
      op(...inputs()),
      ...grads((...given) => weightedSum(op(...(given as Parameters<typeof dense>))))(inputs()),
    ]
    const expected = results(dense)
    for (const [at, result] of results(trained).entries()) {
      expectClose(await result.data(), await expected[at]!.data(), { rtol: 1e-6, atol: 1e-6 })
    }
  })
})

describe('trainedLinear', () => {
  beforeAll(() => useBackend('wasm'))
  const rows = (columns: number[], entries = columns.length) => ({
    columnCount: 3,
    columns: tensor2d(columns, [1, columns.length]),
    values: tensor2d(new Float32Array(entries), [1, entries]),
  })
  const weights = () => tensor2d([1, 2, 3], [3, 1])
  const bias = () => tensor1d([0])

  it('says what does not fit, and which column is none', () => {
    expect(() => trainedLinear(rows([0, 1], 1), weights(), bias())).toThrow(
      'trainedLinear: columns [1,2] and values [1,1] must have the same shape',
    )
    expect(() => trainedLinear(rows([0]), tensor2d([1, 2], [2, 1]), bias())).toThrow(
      'weights [2,1] must have 3 rows, as many as the input has columns',
    )
    expect(() => trainedLinear(rows([0]), weights(), tensor1d([1, 2]))).toThrow(
      'bias [2] must have a value for each column of [3,1]',
    )
    const integers = { ...rows([0]), columns: cast(rows([0]).columns, 'int32') }
    expect(() => trainedLinear(integers, weights(), bias())).toThrow(
      'columns must be kept as float32, got int32',
    )
    const tensors = memory().numTensors
    for (const column of [-1, 3, 0.5, Number.NaN, 1e9]) {
      const given = rows([0, column])
      expect(() => trainedLinear(given, weights(), bias())).toThrow(
        `trainedLinear: columns must be whole numbers in [0, 3), got ${column}`,
      )
      for (const one of [given.columns, given.values]) one.dispose()
    }
    expect(memory().numTensors).toBeLessThanOrEqual(tensors + 2 * 5) // weights and bias of each try
  })

  it('has rows that can be made dense, with the gradient of their values', async () => {
    const one = { ...rows([2, 0]), values: tensor2d([1, 0.5], [1, 2]) }
    expectClose(await toDense(one).data(), [0.5, 0, 1])
    await expectGradient(
      (values) => weightedSum(toDense({ ...one, values: values as Tensor2D })),
      [one.values],
    )
  })

  it('is what a unit applies to trained rows, but not with a side input', async () => {
    const layer = unit({ inputs: 3, outputs: 2, activation: 'linear', random: random(1) })
    const one = { ...rows([2, 0]), values: tensor2d([1, 0.5], [1, 2]) }
    expect([isTrained(one), isSparse(one), isTrained(weights())]).toEqual([true, false, false])
    const dense = await layer.apply(tensor2d([0.5, 0, 1], [1, 3])).data()
    expectClose(await layer.apply(one).data(), dense)
    expect(() => layer.apply(one, tensor2d([1], [1, 1]))).toThrow(
      'unit: a side input must come with other rows than trained ones',
    )
  })
})
