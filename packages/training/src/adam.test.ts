import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { disposeWeights, readWeights, type Weights, weight } from '@hvamp/tensors'
import { expectClose, hasTfjsNode, softwareGpu } from '@hvamp/testing'
import { memory, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { composedAdam } from './composed-adam'
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
})
