import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CompositePriorOptions, compositePrior, diagonalGaussian } from './index'

const [rows, latent] = [3, 4]
const draws = (label: string, scale: number) =>
  random(1)
    .fork(label)
    .normals(rows * latent)
    .map((value) => value * scale)
const values = { z: draws('z', 4), mean: draws('mean', 2), logVariance: draws('logVariance', 3) }
const tensorOf = (name: keyof typeof values) => tensor2d(values[name], [rows, latent])

const create = (options: Partial<CompositePriorOptions<Tensor2D>> = {}) =>
  compositePrior({
    encode: (x: Tensor2D) => diagonalGaussian(x, tensorOf('logVariance')),
    latent,
    ...options,
  })

/** The formula in float64. */
function reference(mixing: 'perDimension' | 'joint', [standard, posterior, wide] = [3 / 20, 3 / 4, 1 / 10]) {
  const logNormal = (z: number, m: number, l: number) =>
    -0.5 * (Math.log(2 * Math.PI) + l + (z - m) ** 2 * Math.exp(-l))
  const logMixture = (a: number, b: number, c: number) => {
    const parts = [a + Math.log(standard!), b + Math.log(posterior!), c + Math.log(wide!)]
    const most = Math.max(...parts)
    return most + Math.log(parts.reduce((total, part) => total + Math.exp(part - most), 0))
  }
  return Array.from({ length: rows }, (_, row) => {
    const sums = [0, 0, 0]
    let total = 0
    for (let i = row * latent; i < (row + 1) * latent; i++) {
      const each = [
        logNormal(values.z[i]!, 0, 0),
        logNormal(values.z[i]!, values.mean[i]!, values.logVariance[i]!),
        logNormal(values.z[i]!, 0, 10),
      ] as const
      total += logMixture(...each)
      each.forEach((value, part) => {
        sums[part]! += value
      })
    }
    return mixing === 'joint' ? logMixture(sums[0]!, sums[1]!, sums[2]!) : total
  })
}

describe.each(await availableBackends())('compositePrior on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each(['perDimension', 'joint'] as const)('has the density of its formula, mixing %s', async (mixing) => {
    const density = create({ mixing }).given(tensorOf('mean')).logDensity(tensorOf('z'))
    expectClose(await density.data(), reference(mixing), { rtol: 2e-5, atol: 1e-5 })
  })

  it('mixes each dimension by itself, with the weights of the code of RecVAE, by default', async () => {
    const density = create().given(tensorOf('mean')).logDensity(tensorOf('z'))
    expectClose(await density.data(), reference('perDimension'), { rtol: 2e-5, atol: 1e-5 })
    const mixtureWeights = { standard: 0.5, posterior: 0.2, wide: 0.3 }
    const other = create({ mixtureWeights }).given(tensorOf('mean')).logDensity(tensorOf('z'))
    expectClose(await other.data(), reference('perDimension', [0.5, 0.2, 0.3]), { rtol: 2e-5, atol: 1e-5 })
  })

  it.each(['perDimension', 'joint'] as const)(
    'has gradients for z and the posterior as differences have, mixing %s',
    async (mixing) => {
      await expectGradient(
        (z, mean) => weightedSum(create({ mixing }).given(mean).logDensity(z)),
        [tensorOf('z'), tensorOf('mean')],
      )
    },
  )

  it.each(['perDimension', 'joint'] as const)('draws as often from each part, mixing %s', async (mixing) => {
    const count = 6000
    const far = tensor2d(new Float32Array(2 * count).fill(50), [count, 2])
    const encode = (x: Tensor2D) => diagonalGaussian(x, tensor2d(new Float32Array(2 * count), [count, 2]))
    const prior = compositePrior({ encode, latent: 2, wideLogVariance: 0, mixing }).given(far)
    const drawn = await prior.sample(random(2)).data()
    const isFar = (at: number) => drawn[at]! > 25
    const rowsFar = Array.from({ length: count }, (_, row) => [isFar(2 * row), isFar(2 * row + 1)] as const)
    const share = (holds: (pair: readonly [boolean, boolean]) => boolean) =>
      rowsFar.filter(holds).length / count
    const both = mixing === 'joint' ? 3 / 4 : (3 / 4) ** 2
    expect(Math.abs(share(([left]) => left) - 3 / 4)).toBeLessThan(0.025)
    expect(Math.abs(share(([left, right]) => left && right) - both)).toBeLessThan(0.025)
  })
})

describe('compositePrior', () => {
  beforeAll(() => useBackend('cpu'))

  it('says which option is out of range', () => {
    expect(() => create({ latent: 0 })).toThrow('compositePrior: latent must be a positive integer, got 0')
    expect(() => create({ wideLogVariance: Number.NaN })).toThrow(
      'compositePrior: wideLogVariance must be a finite number, got NaN',
    )
    expect(() => create({ mixtureWeights: { standard: 0, posterior: 0.9, wide: 0.1 } })).toThrow(
      'compositePrior: mixtureWeights.standard must be positive, got 0',
    )
    expect(() => create({ mixtureWeights: { standard: 0.5, posterior: 0.4, wide: 0.2 } })).toThrow(
      'compositePrior: mixtureWeights must add up to 1, got 1.1',
    )
    expect(() => create({ mixing: 'Joint' as 'joint' })).toThrow(
      "compositePrior: mixing must be one of perDimension, joint, got 'Joint'",
    )
  })

  it('says which shape does not fit', () => {
    const prior = create().given(tensorOf('mean'))
    expect(() => prior.logDensity(tensor2d([1, 2], [1, 2]))).toThrow(
      'compositePrior: z must be [3, 4], got [1,2]',
    )
  })
})
