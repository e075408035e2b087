import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, touched, type Weights, weight } from '@hvamp/tensors'
import { availableBackends, expectClose, weightedSum } from '@hvamp/testing'
import {
  add,
  customGrad,
  grad,
  memory,
  mul,
  type Scalar,
  square,
  sum,
  type Tensor,
  tanh,
  tensor,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { disposeGradients, type Gradient } from './gradient'
import { lossAndGradients } from './gradients'

const shape = [6, 5]
const start = random(1).normals(30)
const some = (...indices: number[]) => Int32Array.from(indices)

/** Losses that use parts of a matrix, by the axis that is sparse. */
const losses: Record<string, (weights: Weights) => Scalar> = {
  'one part': ({ matrix }) => weightedSum(square(touched(matrix!, some(4, 1)))),
  'two parts that overlap': ({ matrix }) =>
    add(weightedSum(square(touched(matrix!, some(4, 1)))), weightedSum(touched(matrix!, some(1, 0, 3)))),
  'a part and the whole': ({ matrix }) =>
    add(weightedSum(touched(matrix!, some(4, 1))), mul(sum(square(matrix!.variable)), 0.5)),
}

async function wholeOf(gradient: Gradient, axis: 0 | 1): Promise<Float32Array> {
  if (!('indices' in gradient)) return (await gradient.data()) as Float32Array
  const whole = new Float32Array(30)
  const values = await gradient.values.data()
  const width = axis === 0 ? 5 : gradient.indices.length
  for (const [at, value] of values.entries()) {
    const [row, column] = [Math.floor(at / width), at % width]
    const place = axis === 0 ? gradient.indices[row]! * 5 + column : row * 5 + gradient.indices[column]!
    whole[place] = value
  }
  return whole
}

describe.each(await availableBackends())('gradients of parts on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each(Object.keys(losses).flatMap((name) => [0, 1].map((axis) => [name, axis as 0 | 1] as const)))(
    'of %s, axis %i, are those of the whole',
    async (name, axis) => {
      const before = memory().numTensors
      const weights = { matrix: weight(tensor(start, shape), { sparseAxis: axis }) }
      const loss = () => ({ loss: losses[name]!(weights) })
      const [all, few] = [lossAndGradients(weights, loss), lossAndGradients(weights, loss, 'few')]
      expect('indices' in few.gradients.matrix!).toBe(name !== 'a part and the whole')
      const [expected, found] = [all.gradients.matrix!, few.gradients.matrix!]
      expectClose(await wholeOf(found, axis), await wholeOf(expected, axis), { atol: 1e-6 })
      expect(await few.terms.data()).toEqual(await all.terms.data())
      for (const { terms, gradients } of [all, few]) {
        terms.dispose()
        disposeGradients(gradients)
      }
      disposeWeights(weights)
      expect(memory().numTensors).toBe(before)
    },
  )

  it('leave nothing behind when the loss fails', () => {
    const weights = { matrix: weight(tensor(start, shape), { sparseAxis: 0 }) }
    const before = memory().numTensors
    const loss = () => {
      touched(weights.matrix, some(2))
      throw new Error('no')
    }
    expect(() => lossAndGradients(weights, loss, 'few')).toThrow('no')
    expect(memory().numTensors).toBe(before)
    disposeWeights(weights)
  })

  it.each(['forward', 'back'])('leave none of what was computed when the loss fails on the way %s', (way) => {
    const weights = { matrix: weight(tensor(start, shape)) }
    const { numTensors, numBytes } = memory()
    const fails = customGrad((x) => ({
      value: (x as Tensor).clone(),
      gradFunc: () => {
        throw new Error('no')
      },
    }))
    const loss = () => {
      const terms = { loss: sum<Scalar>(fails(tanh(square(weights.matrix.variable)))) }
      if (way === 'forward') throw new Error('no')
      return terms
    }
    for (let time = 0; time < 3; time++) expect(() => lossAndGradients(weights, loss)).toThrow('no')
    expect(memory()).toMatchObject({ numTensors, numBytes })
    disposeWeights(weights)
  })

  it('leave the tape of a gradient around them alone', async () => {
    const weights = { matrix: weight(tensor(start, shape)) }
    const loss = () => {
      throw new Error('no')
    }
    const around = grad((x: Tensor) => {
      const y = square(x)
      expect(() => lossAndGradients(weights, loss)).toThrow('no')
      return sum(y)
    })
    expectClose(await around(tensor([3])).data(), [6])
    disposeWeights(weights)
  })
})

it('says what a loss must return', async () => {
  await useBackend('cpu')
  const [scalar, weights] = [tensor(1) as Scalar, { one: weight(tensor([1])) }]
  for (const returned of [undefined, scalar, [scalar]]) {
    expect(() => lossAndGradients(weights, () => returned as never)).toThrow(
      'train: loss must return scalars by name, with one called loss, got ',
    )
  }
})
