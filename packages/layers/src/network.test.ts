import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, readWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, randomRows, weightedSum } from '@hvamp/testing'
import { memory, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Activation, network, residualNetwork, toDense } from './index'

const shapes = [1, 2, 3].flatMap((layers) =>
  [0, 3].flatMap((sideInputs) =>
    (['tanh', 'gated'] as const).map((activation) => ({ layers, sideInputs, activation })),
  ),
)

describe.each(await availableBackends())('network on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  const [rowCount, inputs, hidden] = [3, 5, 3]
  const rows = randomRows({ rowCount, columnCount: inputs, density: 0.6 })
  const sideOf = (columns: number) =>
    columns > 0 ? tensor2d(random(3).normals(rowCount * columns), [rowCount, columns]) : undefined

  describe.each(shapes)(
    'of $layers $activation layers, $sideInputs side inputs',
    ({ layers, sideInputs, activation }) => {
      const create = () => network({ inputs, sideInputs, hidden, layers, activation, random: random(1) })

      it('is its layers one after the other, on sparse rows as on dense ones', async () => {
        const net = create()
        const z = sideOf(sideInputs)
        const expected = await reference(net, activation, await toDense(rows).data(), await z?.data())
        expectClose(await net.apply(rows, z).data(), expected, { atol: 1e-5, name: 'sparse' })
        expectClose(await net.apply(toDense(rows), z).data(), expected, { atol: 1e-5, name: 'dense' })
        disposeWeights(net.weights)
      })

      it('has the gradients that differences give, for weights and both inputs', async () => {
        const net = create()
        const z = sideOf(sideInputs)
        const variables = Object.values(net.weights).map(({ variable }) => variable as Tensor)
        const ofSparse = (...given: Tensor[]) => weightedSum(net.apply(rows, z && (given[0] as Tensor2D)))
        await expectGradient(ofSparse, [...(z ? [z] : []), ...variables], { name: 'sparse' })
        const ofDense = (x: Tensor2D) => weightedSum(net.apply(x, z))
        await expectGradient(ofDense, [toDense(rows)], { name: 'dense' })
        disposeWeights(net.weights)
      })

      it('leaves no tensor but its result', () => {
        const net = create()
        const z = sideOf(sideInputs)
        const before = memory().numTensors
        net.apply(rows, z).dispose()
        expect(memory().numTensors).toBe(before)
        disposeWeights(net.weights)
      })
    },
  )
})

describe('network', () => {
  beforeAll(() => useBackend('cpu'))
  const options = { inputs: 5, hidden: 3, layers: 2, activation: 'tanh' as const, random: random(1) }

  it('has the same weights from the same seed, others from another', async () => {
    const arrays = await readWeights(network(options).weights)
    expect(await readWeights(network({ ...options, random: random(1) }).weights)).toEqual(arrays)
    expect(await readWeights(network({ ...options, random: random(2) }).weights)).not.toEqual(arrays)
  })

  it('refuses sizes and depths that are none, and a missing second input', () => {
    expect(() => network({ ...options, layers: 0 })).toThrow(
      'network: layers must be a positive integer, got 0',
    )
    expect(() => network({ ...options, hidden: 1.5 })).toThrow('outputs must be a positive integer, got 1.5')
    expect(() => network({ ...options, inputs: Number.NaN })).toThrow('got NaN')
    const two = network({ ...options, sideInputs: 2 })
    expect(() => two.apply(randomRows({ rowCount: 1, columnCount: 5 }))).toThrow(
      'network: a side input of 2 columns must be given, got none',
    )
  })

  it('refuses a number of side inputs that is none, and a sparse side it does not know', () => {
    for (const sideInputs of [-1, 1.5, Number.NaN]) {
      for (const make of [network, residualNetwork]) {
        expect(() => make({ ...options, sideInputs, layers: 1 })).toThrow(
          `${make.name}: sideInputs must be a non-negative integer, got ${sideInputs}`,
        )
      }
    }
    expect(() => network({ ...options, sparse: 'input' as 'inputs' })).toThrow(
      "unit: sparse must be one of inputs, outputs, got 'input'",
    )
  })

  it('refuses an activation it does not know', () => {
    expect(() => network({ ...options, activation: 'relu' as Activation })).toThrow(
      "unit: activation must be one of tanh, gated, linear, got 'relu'",
    )
  })
})

/** The same in float64 loops: left and right apart where there are two inputs and several layers. */
async function reference(
  { weights }: ReturnType<typeof network>,
  activation: Activation,
  x: ArrayLike<number>,
  z?: ArrayLike<number>,
): Promise<number[]> {
  const arrays = await readWeights(weights)
  const rowCount = 3
  const rowsOf = (values: ArrayLike<number>) =>
    Array.from({ length: rowCount }, (_, row) => {
      const columns = values.length / rowCount
      return Array.from(values).slice(row * columns, (row + 1) * columns)
    })
  const apply = (name: string, input: number[][]) => {
    const { shape, values } = arrays[`${name}.weight`]!
    const bias = arrays[`${name}.bias`]!.values
    const columns = shape[1]!
    return input.map((row) => {
      const affine = Array.from({ length: columns }, (_, column) =>
        row.reduce((total, value, i) => total + value * values[i * columns + column]!, bias[column]!),
      )
      if (activation === 'tanh') return affine.map(Math.tanh)
      const units = columns / 2
      return affine.slice(0, units).map((value, i) => value / (1 + Math.exp(-affine[units + i]!)))
    })
  }
  const joined = (left: number[][], right: number[][]) => left.map((row, i) => [...row, ...right[i]!])
  const names = [...new Set(Object.keys(arrays).map((name) => name.slice(0, name.lastIndexOf('.'))))]
  const numbered = names.filter((name) => /^\d+$/.test(name))
  let values: number[][]
  if (names.includes('joint')) {
    values = apply('joint', joined(apply('left', rowsOf(x)), apply('right', rowsOf(z!))))
  } else {
    values = z ? joined(rowsOf(x), rowsOf(z)) : rowsOf(x)
  }
  for (const name of numbered) values = apply(name, values)
  return values.flat()
}
