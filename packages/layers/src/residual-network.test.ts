import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, readWeights, writeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, randomRows, weightedSum } from '@hvamp/testing'
import { memory, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { layerNorm, residualNetwork, swish, toDense } from './index'

const [rowCount, inputs, hidden] = [3, 5, 4]
const rows = randomRows({ rowCount, columnCount: inputs, density: 0.6 })
const create = (layers: number, sideInputs = 0) => {
  const net = residualNetwork({ inputs, sideInputs, hidden, layers, random: random(1) })
  for (const name of ['gain', 'bias']) {
    const one = net.weights[`${layers - 1}.norm.${name}`]!
    const values = random(2).fork(name).normals(hidden)
    writeWeights({ [name]: one }, { [name]: { shape: [hidden], values } })
  }
  return net
}

describe.each(await availableBackends())('on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('swish is x σ(x)', async () => {
    const x = [-30, -1, 0, 0.5, 40]
    expectClose(
      await swish(tensor2d(x, [1, 5])).data(),
      x.map((value) => value / (1 + Math.exp(-value))),
    )
  })

  it('layerNorm gives rows of mean 0 and variance 1, less where they hardly vary, then gain and bias', async () => {
    const norm = layerNorm({ units: 4, epsilon: 0.1 })
    writeWeights(norm.weights, {
      gain: { shape: [4], values: Float32Array.of(1, 2, -1, 0.5) },
      bias: { shape: [4], values: Float32Array.of(0, 1, 0, -3) },
    })
    const x = [1, 2, 3, 6, 0.1, 0.1, 0.1, 0.1]
    const scale = 1 / Math.sqrt(3.5 + 0.1)
    const expected = [-2 * scale, 1 - 2 * scale, 0, 1.5 * scale - 3, 0, 1, 0, -3]
    expectClose(await norm.apply(tensor2d(x, [2, 4])).data(), expected)
    const given = [tensor2d(random(3).normals(8), [2, 4]), ...variablesOf(norm)]
    await expectGradient((...[x]: Tensor[]) => weightedSum(norm.apply(x as Tensor2D)), given)
    disposeWeights(norm.weights)
  })

  it.each([1, 2, 4])('a residual network of %i layers sees in each the sum of all before', async (layers) => {
    const net = create(layers, 2)
    const side = random(5).normals(2 * rowCount)
    const expected = await reference(net, layers, side)
    const z = tensor2d(side, [rowCount, 2])
    expectClose(await net.apply(rows, z).data(), expected, { atol: 1e-5 })
    expectClose(await net.apply(toDense(rows), z).data(), expected, { atol: 1e-5 })
    disposeWeights(net.weights)
  })

  it('a residual network has the gradients that differences give', async () => {
    const net = create(3)
    await expectGradient((..._: Tensor[]) => weightedSum(net.apply(rows)), variablesOf(net))
    disposeWeights(net.weights)
  })

  it('a residual network leaves no tensor but its result', () => {
    const net = create(3)
    const before = memory().numTensors
    net.apply(rows)
    expect(memory().numTensors).toBe(before + 1)
    disposeWeights(net.weights)
  })
})

it('say which option is out of range', () => {
  expect(() => residualNetwork({ inputs, hidden, layers: 0, random: random(1) })).toThrow(
    'residualNetwork: layers must be a positive integer, got 0',
  )
  expect(() => layerNorm({ units: 0 })).toThrow('layerNorm: units must be a positive integer, got 0')
  expect(() => layerNorm({ units: 1, epsilon: 0 })).toThrow('layerNorm: epsilon must be positive, got 0')
})

function variablesOf({ weights }: Pick<ReturnType<typeof residualNetwork>, 'weights'>): Tensor[] {
  return Object.values(weights).map(({ variable }) => variable)
}

/** h_i = norm(swish(h_(i−1) W + b + Σ_(j<i) h_j)) in float64. */
async function reference(
  { weights }: ReturnType<typeof residualNetwork>,
  layers: number,
  side: Float32Array,
): Promise<number[]> {
  const arrays = await readWeights(weights)
  const dense = await toDense(rows).data()
  const result: number[] = []
  for (let row = 0; row < rowCount; row++) {
    let input = [
      ...dense.subarray(row * inputs, (row + 1) * inputs),
      ...side.subarray(row * 2, (row + 1) * 2),
    ]
    const sum = new Array<number>(hidden).fill(0)
    for (let layer = 0; layer < layers; layer++) {
      const of = (name: string) => arrays[`${layer}.${name}`]!.values
      const activated = sum.map((total, unit) => {
        const affine = input.reduce(
          (all, value, i) => all + value * of('weight')[i * hidden + unit]!,
          of('bias')[unit]! + total,
        )
        return affine / (1 + Math.exp(-affine))
      })
      const mean = activated.reduce((all, value) => all + value / hidden, 0)
      const variance = activated.reduce((all, value) => all + (value - mean) ** 2 / hidden, 0)
      input = activated.map(
        (value, unit) =>
          ((value - mean) / Math.sqrt(variance + 0.1)) * of('norm.gain')[unit]! + of('norm.bias')[unit]!,
      )
      input.forEach((value, unit) => {
        sum[unit]! += value
      })
    }
    result.push(...input)
  }
  return result
}
