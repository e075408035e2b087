import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, gatherSlices, readWeights, type Weights, weight } from '@hvamp/tensors'
import { expectClose, hasTfjsNode, softwareGpu } from '@hvamp/testing'
import { memory, ones, type Tensor, tensor, tidy, zeros } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { composedAdam } from './composed-adam'
import type { Gradient } from './gradient'
import { type AdamOptions, adam } from './index'

const parts = {
  matrix: { shape: [7, 6], blocks: 2 },
  bias: { shape: [6], blocks: 2 },
  scale: { shape: [], blocks: 1 },
}
type Part = keyof typeof parts
const names = Object.keys(parts) as Part[]
const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)

function newWeights(): Weights {
  return Object.fromEntries(
    names.map((name) => {
      const { shape, blocks } = parts[name]
      return [name, weight(tensor(random(1).fork(name).normals(sizeOf(shape)), shape), { blocks })]
    }),
  )
}

function gradientOf(name: Part, step: number): Float32Array {
  const values = random(2).fork(name).fork(step).normals(sizeOf(parts[name].shape))
  return values.map((value) => value * 10 ** (step - 3)) // from one step to the next ten times as large
}

/** Adam as its definition says, in float64. */
function exactly(name: Part, steps: number, options: AdamOptions): Float64Array {
  const {
    learningRate = 5e-4,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
    gradientNormalization = 'perTensor',
    weightDecay = 0,
  } = options
  const { shape, blocks } = parts[name]
  const size = sizeOf(shape)
  const columns = shape.at(-1) ?? 1
  const blockOf = (i: number) => Math.floor(((i % columns) * blocks) / columns)
  const w = Float64Array.from(random(1).fork(name).normals(size))
  const m = new Float64Array(size)
  const v = new Float64Array(size)
  for (let step = 1; step <= steps; step++) {
    const gradient = gradientOf(name, step)
    const norms = new Float64Array(blocks)
    gradient.forEach((g, i) => {
      norms[blockOf(i)]! += g * g
    })
    for (let i = 0; i < size; i++) {
      let g = gradient[i]!
      if (gradientNormalization === 'perTensor') g /= Math.sqrt(norms[blockOf(i)]!) + 1e-7
      if (shape.length > 1) g += weightDecay * w[i]!
      m[i] = beta1 * m[i]! + (1 - beta1) * g
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g
      const corrected = m[i]! / (1 - beta1 ** step)
      w[i]! -= (learningRate * corrected) / (Math.sqrt(v[i]! / (1 - beta2 ** step)) + epsilon)
    }
  }
  return w
}

const backends = [
  'cpu',
  'wasm',
  ...(softwareGpu() ? (['webgpu'] as const) : []),
  ...(hasTfjsNode ? (['tfjs-node'] as const) : []),
] as const

describe.each(backends)('adam on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend)
  })

  it.each<[string, AdamOptions]>([
    ['by default', {}],
    ['without normalisation', { gradientNormalization: 'none' }],
    ['with weight decay', { weightDecay: 0.1 }],
    ['with decay and no normalisation', { weightDecay: 0.1, gradientNormalization: 'none' }],
    ['with other constants', { learningRate: 0.3, beta1: 0.5, beta2: 0.6, epsilon: 0.01 }],
  ])('is what the formula says, over five steps, %s', async (_, options) => {
    const weights = newWeights()
    const optimizer = adam(weights, options)
    for (let step = 1; step <= 5; step++) {
      const gradients = names.map((name) => [name, tensor(gradientOf(name, step), parts[name].shape)])
      optimizer.update(Object.fromEntries(gradients), step)
    }
    const read = await readWeights(weights)
    for (const name of names) {
      expectClose(read[name]!.values, exactly(name, 5, options), { rtol: 2e-6, atol: 2e-6, name })
    }
    optimizer.dispose()
    disposeWeights(weights)
  })

  it("multiplies the learning rate of a weight by the weight's own", async () => {
    const start = () => tensor(random(1).fork('matrix').normals(42), [7, 6])
    const weights = { matrix: weight(start(), { blocks: 2, rate: 3 }) }
    const optimizer = adam(weights, { learningRate: 0.01 })
    for (let step = 1; step <= 5; step++) {
      optimizer.update({ matrix: tensor(gradientOf('matrix', step), [7, 6]) }, step)
    }
    const { matrix } = await readWeights(weights)
    const expected = exactly('matrix', 5, { learningRate: 0.03 })
    expectClose(matrix!.values, expected, { rtol: 2e-6, atol: 2e-6 })
    optimizer.dispose()
    disposeWeights(weights)
  })

  describe.each([0, 1] as const)('with one second moment for each index of axis %i', (axis) => {
    const [rows, columns] = [9, 6]
    const split = axis === 0 ? { blocks: 2 } : {}
    const gradientAt = (step: number) =>
      random(4)
        .fork(step)
        .normals(rows * columns)
    const start = () => tensor(random(3).normals(rows * columns), [rows, columns])
    const touched = (step: number) => Int32Array.of(step % 5, 5)

    /** Places of an index of the axis. */
    const placesOf = (index: number) =>
      Array.from({ length: axis === 0 ? columns : rows }, (_, i) =>
        axis === 0 ? index * columns + i : i * columns + index,
      )

    /** What the definition says, in float64; of all indices, or of those that a step touches. */
    function exactly(of: 'all' | 'few', weightDecay: number): Float64Array {
      const w = Float64Array.from(random(3).normals(rows * columns))
      const m = new Float64Array(rows * columns)
      const v = new Float64Array(axis === 0 ? rows : columns)
      for (let step = 1; step <= 5; step++) {
        const indices = of === 'few' ? [...touched(step)] : [...v.keys()]
        const gradient = Float64Array.from(gradientAt(step))
        const isRight = (place: number) => (axis === 0 ? place % columns >= columns / 2 : false)
        const norm = (right: boolean) =>
          Math.sqrt(
            indices
              .flatMap(placesOf)
              .filter((place) => isRight(place) === right)
              .reduce((total, place) => total + gradient[place]! ** 2, 0),
          ) + 1e-7
        const norms = [norm(false), norm(true)]
        for (const index of indices) {
          const places = placesOf(index)
          const slopes = places.map(
            (at) => gradient[at]! / norms[Number(isRight(at))]! + weightDecay * w[at]!,
          )
          const mean = slopes.reduce((total, slope) => total + slope ** 2, 0) / places.length
          v[index] = 0.999 * v[index]! + 0.001 * mean
          for (const [i, at] of places.entries()) {
            m[at] = 0.9 * m[at]! + 0.1 * slopes[i]!
            const corrected = m[at]! / (1 - 0.9 ** step)
            w[at]! -= (0.01 * corrected) / (Math.sqrt(v[index]! / (1 - 0.999 ** step)) + 1e-8)
          }
        }
      }
      return w
    }

    it.each([
      ['all', 0],
      ['all', 0.1],
      ['few', 0],
      ['few', 0.1],
    ] as const)('is what the formula says, of %s, with weight decay %d', async (of, weightDecay) => {
      const before = memory().numTensors
      const weights = { matrix: weight(start(), { ...split, sparseAxis: axis }) }
      const optimizer = adam(weights, { learningRate: 0.01, secondMoments: 'perRow', weightDecay })
      expect(optimizer.secondMoments.matrix!.shape).toEqual(axis === 0 ? [rows, 1] : [1, columns])
      for (let step = 1; step <= 5; step++) {
        const gradient = tensor(gradientAt(step), [rows, columns])
        const indices = touched(step)
        const given = of === 'all' ? gradient : { indices, values: gatherSlices(gradient, { axis, indices }) }
        optimizer.update({ matrix: given }, step)
        gradient.dispose()
      }
      const { matrix } = await readWeights(weights)
      expectClose(matrix!.values, exactly(of, weightDecay), { rtol: 5e-6, atol: 5e-6 })
      optimizer.dispose()
      disposeWeights(weights)
      expect(memory().numTensors).toBe(before)
    })
  })

  it.each([0, 1] as const)(
    'with one second moment for each of axis %i, steps a single one that is touched, and nothing beside it',
    async (axis) => {
      const shape: [number, number] = axis === 0 ? [6, 8] : [8, 6]
      const weights = { matrix: weight(zeros(shape), { sparseAxis: axis }) }
      const optimizer = adam(weights, { secondMoments: 'perRow', gradientNormalization: 'none' })
      const indices = Int32Array.of(2)
      const values = tensor(
        Float32Array.from({ length: 8 }, (_, i) => 1 + i),
        axis === 0 ? [1, 8] : [8, 1],
      )
      optimizer.update({ matrix: { indices, values } }, 1)
      const moments = await optimizer.secondMoments.matrix!.variable.data()
      const mean = 204 / 8 // of the squares of 1 to 8
      expectClose(moments, [0, 0, 0.001 * mean, 0, 0, 0], { rtol: 1e-5 })
      const matrix = await weights.matrix.variable.data()
      const moved = (row: number, column: number) => (axis === 0 ? row : column) === 2
      matrix.forEach((value, at) => {
        expect(value < 0).toBe(moved(Math.floor(at / shape[1]), at % shape[1]))
      })
      optimizer.dispose()
      disposeWeights(weights)
    },
  )

  it('changes weights and moments of the rows of a gradient alone, and these as ever', async () => {
    const start = () => tensor(random(3).normals(12), [4, 3])
    const [lazy, dense] = [0, 0].map(() => ({ matrix: weight(start(), { sparseAxis: 0 }) }))
    const [optimizer, other] = [adam(lazy!), adam(dense!)]
    const indices = Int32Array.of(2, 0)
    for (let step = 1; step <= 4; step++) {
      const values = random(5).fork(step).normals(6)
      const whole = tensor([...values.subarray(3), 0, 0, 0, ...values.subarray(0, 3), 0, 0, 0], [4, 3])
      optimizer.update({ matrix: { indices, values: tensor(values, [2, 3]) } }, step)
      other.update({ matrix: whole }, step) // the others have a gradient of 0 from the first step on
    }
    for (const [a, b] of [
      [lazy!, dense!],
      [optimizer.moments, other.moments],
      [optimizer.secondMoments, other.secondMoments],
    ] as const) {
      expectClose((await readWeights(a)).matrix!.values, (await readWeights(b)).matrix!.values, {
        rtol: 1e-6,
        atol: 1e-8,
      })
    }
    for (const one of [optimizer, other]) one.dispose()
    for (const one of [lazy!, dense!]) disposeWeights(one)
  })

  it('is composed and fused the same', async () => {
    const [weights, others] = [newWeights(), newWeights()]
    const [optimizer, other] = [adam(weights, { weightDecay: 0.1 }), adam(others)]
    const { gradientNormalization, ...numbers } = other.options
    for (let step = 1; step <= 3; step++) {
      const gradients: Record<string, Tensor> = {}
      for (const name of names) {
        const gradient = tensor(gradientOf(name, step), parts[name].shape)
        gradients[name] = gradient
        const inputs = {
          weight: others[name]!.variable,
          moment: other.moments[name]!.variable,
          secondMoment: other.secondMoments[name]!.variable,
          gradient,
        }
        const weightDecay = name === 'matrix' ? 0.1 : 0
        const attributes = { ...numbers, step, weightDecay, normalize: true, blocks: parts[name].blocks }
        tidy(() => composedAdam(inputs, attributes))
      }
      optimizer.update(gradients, step)
    }
    for (const [a, b] of [
      [weights, others],
      [optimizer.moments, other.moments],
      [optimizer.secondMoments, other.secondMoments],
    ] as const) {
      const [fused, composed] = [await readWeights(a), await readWeights(b)]
      for (const name of names) {
        expectClose(fused[name]!.values, composed[name]!.values, { rtol: 1e-5, atol: 1e-8, name })
      }
    }
    for (const one of [optimizer, other]) one.dispose()
    for (const one of [weights, others]) disposeWeights(one)
  })

  it('writes moments too small to matter as 0, and keeps NaN', async () => {
    const weights = { w: weight(tensor([1, 1, 1])) }
    const optimizer = adam(weights, { gradientNormalization: 'none' })
    optimizer.update({ w: tensor([1e-14, 1e-31, 1]) }, 64) // a kernel need not do it in every step
    const first = await optimizer.moments.w!.variable.data()
    const second = await optimizer.secondMoments.w!.variable.data()
    expectClose(first, [1e-15, 0, 0.1], { atol: 0 })
    expectClose(second, [0, 0, 0.001], { rtol: 2e-5, atol: 0 }) // a kernel takes 1 − β₂ in float32
    optimizer.update({ w: tensor([Number.NaN, 0, 0]) }, 2)
    expect([...(await weights.w.variable.data())].map(Number.isNaN)).toEqual([true, false, false])
    optimizer.dispose()
    disposeWeights(weights)
  })

  it('disposes of the gradients and, in the end, of the moments', () => {
    const before = memory().numTensors
    const weights = newWeights()
    const optimizer = adam(weights)
    const gradients = names.map((name) => [name, tensor(gradientOf(name, 1), parts[name].shape)])
    optimizer.update(Object.fromEntries(gradients), 1)
    expect(memory().numTensors).toBe(before + 3 * names.length)
    optimizer.dispose()
    disposeWeights(weights)
    expect(memory().numTensors).toBe(before)
  })
})

describe('adam', () => {
  it('says what is wrong with its options', () => {
    const cases: [AdamOptions, string][] = [
      [{ learningRate: 0 }, 'learningRate must be positive and finite, got 0'],
      [{ learningRate: Number.NaN }, 'learningRate must be positive and finite, got NaN'],
      [{ beta1: 1 }, 'beta1 must be in [0, 1), got 1'],
      [{ beta2: -0.1 }, 'beta2 must be in [0, 1), got -0.1'],
      [{ epsilon: 0 }, 'epsilon must be positive and finite, got 0'],
      [{ weightDecay: -1 }, 'weightDecay must be finite and at least 0, got -1'],
      [
        { gradientNormalization: 'global' as 'none' },
        `gradientNormalization must be 'perTensor' or 'none', got global`,
      ],
      [
        { secondMoments: 'perColumn' as 'perRow' },
        `secondMoments must be 'perElement' or 'perRow', got perColumn`,
      ],
    ]
    for (const [options, message] of cases) expect(() => adam({}, options)).toThrow(`adam: ${message}`)
  })

  it('needs a gradient for every weight', () => {
    const weights = newWeights()
    const optimizer = adam(weights)
    expect(() => optimizer.update({}, 1)).toThrow(`every weight must have a gradient, 'matrix' has none`)
    optimizer.dispose()
    disposeWeights(weights)
  })

  it('refuses a step that it cannot take, and leaves all weights as they were', async () => {
    const weights = { first: weight(zeros([2])), rows: weight(zeros([3, 2]), { sparseAxis: 0 }) }
    const optimizer = adam(weights)
    const [first, rows] = [ones([2]), ones([3, 2])]
    const some = { indices: Int32Array.of(2), values: rows }
    const cases: [Readonly<Record<string, Gradient>>, number, string][] = [
      [{ first, rows }, 0, 'step must be a positive integer, got 0'],
      [{ first }, 1, "every weight must have a gradient, 'rows' has none"],
      [{ first, rows: ones([1, 2]) }, 1, "the gradient of 'rows' must have shape [3,2], got [1,2]"],
      [{ first, rows: ones([]) }, 1, "the gradient of 'rows' must have shape [3,2], got []"],
      [{ first, rows: some }, 1, "the gradient of 'rows' must have shape [1,2], got [3,2]"],
      [{ first, rows: ones([3, 2], 'int32') }, 1, "the gradient 'rows' must be float32, got int32"],
    ]
    for (const [gradients, step, message] of cases) {
      expect(() => optimizer.update(gradients, step)).toThrow(`adam: ${message}`)
    }
    expect([...(await weights.first.variable.data())]).toEqual([0, 0])
    const whole = { whole: weight(tensor([1, 2], [2], 'int32')) }
    expect(() => adam(whole).update({ whole: first }, 1)).toThrow(
      "adam: the weight 'whole' must be float32, got int32",
    )
    optimizer.dispose()
    disposeWeights({ ...weights, ...whole })
  })
})
