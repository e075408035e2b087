import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { writeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import { gather, memory, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ExemplarPriorOptions, exemplarPrior } from './index'

const [count, latent, rows] = [7, 3, 4]
const means = random(1)
  .fork('means')
  .normals(count * latent)
const z = random(1)
  .fork('z')
  .normals(rows * latent)
const logVariance = -0.7
const zs = () => tensor2d(z, [rows, latent])

function create(options: Partial<ExemplarPriorOptions> = {}, seen?: Int32Array[]) {
  const prior = exemplarPrior({
    exemplars: {
      count,
      encode(numbers) {
        seen?.push(numbers.slice())
        return { mean: gather(tensor2d(means, [count, latent]), tensor1d([...numbers], 'int32')) as Tensor2D }
      },
    },
    ...options,
  })
  writeWeights(prior.weights, { logVariance: { shape: [1], values: Float32Array.of(logVariance) } })
  return prior
}

/** log 1/N Σ N(z; m_n, σ² I) over some exemplars, in float64. */
function reference(row: number, exemplars: ArrayLike<number>): number {
  const logs = Array.from(exemplars, (exemplar) => {
    let total = 0
    for (let i = 0; i < latent; i++) {
      const apart = z[row * latent + i]! - means[exemplar * latent + i]!
      total -= 0.5 * (Math.log(2 * Math.PI) + logVariance + apart ** 2 * Math.exp(-logVariance))
    }
    return total
  })
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - most), 0) / logs.length)
}

const all = Array.from({ length: count }, (_, i) => i)
const tolerance = { rtol: 1e-5, atol: 1e-5 }

describe.each(await availableBackends())('exemplarPrior on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('has the density of its formula, over all exemplars where nothing is random', async () => {
    const expected = Array.from({ length: rows }, (_, row) => reference(row, all))
    expectClose(await create().logDensity(zs()).data(), expected, tolerance)
    expectClose(await create({ drawn: 2 }).logDensity(zs()).data(), expected, tolerance)
  })

  it('draws anew, without repetition, for each density with noise', async () => {
    const seen: Int32Array[] = []
    const prior = create({ drawn: 3 }, seen)
    const densities: Float32Array[] = []
    for (const seed of [1, 2, 1]) {
      densities.push((await prior.logDensity(zs(), random(seed)).data()) as Float32Array)
    }
    for (const [at, numbers] of seen.entries()) {
      expect(new Set(numbers).size).toBe(3)
      const expected = Array.from({ length: rows }, (_, row) => reference(row, numbers))
      expectClose(densities[at]!, expected, tolerance)
    }
    expect(seen[1]).not.toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
  })

  it('leaves out the own exemplar of each row, where it is among those drawn', async () => {
    const own = [2, 0, 6, 2]
    const expected = own.map((number, row) =>
      reference(
        row,
        all.filter((exemplar) => exemplar !== number),
      ),
    )
    expectClose(await create().given(own).logDensity(zs()).data(), expected, tolerance)
    const seen: Int32Array[] = []
    const density = create({ drawn: 3 }, seen).given(own, random(5)).logDensity(zs())
    const ofDrawn = own.map((number, row) =>
      reference(
        row,
        [...seen[0]!].filter((exemplar) => exemplar !== number),
      ),
    )
    expectClose(await density.data(), ofDrawn, tolerance)
  })

  it('draws from all exemplars but the own one of each row, equally often', async () => {
    const seen: Int32Array[] = []
    const own = Int32Array.from({ length: 6000 }, (_, row) => row % 2)
    create({}, seen).given(own).sample(random(3))
    const counts = new Map<string, number>()
    for (const [row, number] of seen[0]!.entries()) {
      const key = `${own[row]} ${number}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.has('0 0') || counts.has('1 1')).toBe(false)
    expect(counts.size).toBe(2 * (count - 1))
    for (const drawn of counts.values()) expect(Math.abs(drawn - 500)).toBeLessThan(100)
  })

  it('draws from all exemplars for a row that is none of them', async () => {
    const seen: Int32Array[] = []
    const own = Array.from({ length: 7000 }, (_, row) => [-1, count, 1.5][row % 3]!)
    create({}, seen).given(own).sample(random(3))
    for (const at of [0, 1, 2]) {
      const drawn = seen[0]!.filter((_, row) => row % 3 === at)
      for (const exemplar of all) {
        const times = drawn.filter((number) => number === exemplar).length
        expect(Math.abs(times - 7000 / 3 / count)).toBeLessThan(80)
      }
    }
    const one = { count: 1, encode: (n: Int32Array) => ({ mean: tensor2d(Array.from(n, () => [9, 9, 9])) }) }
    expect(create({ exemplars: one }).given([-1, 1]).sample(random(1)).shape).toEqual([2, 3])
    expect(() => create({ exemplars: one }).given([-1, 0]).sample(random(1))).toThrow(
      "exemplarPrior: must have at least one exemplar besides the row's own, got 0",
    )
  })

  it('has gradients for z, means and variance as differences have, leaving one out too', async () => {
    const own = [2, 0, 6, 2]
    let mean = tensor2d(means, [count, latent])
    const prior = create({ exemplars: { count, encode: () => ({ mean }) } })
    const given = [zs(), mean, prior.weights.logVariance.variable] as const
    for (const one of [prior, prior.given(own)]) {
      const density = (z: Tensor2D, m: Tensor2D, _variance: Tensor) => {
        mean = m
        return weightedSum(one.logDensity(z))
      }
      await expectGradient(density, [...given])
    }
  })

  it('leaves no tensor but its result', () => {
    const prior = create({ drawn: 3 })
    const given = zs()
    const before = memory().numTensors
    prior.given([0, 1, 2, 3], random(1)).logDensity(given)
    prior.sample(2, random(1))
    expect(memory().numTensors).toBe(before + 2)
  })
})

describe('exemplarPrior', () => {
  beforeAll(() => useBackend('cpu'))

  it('says which option is out of range', () => {
    const none = { count: 0, encode: () => ({ mean: tensor2d([], [0, 3]) }) }
    expect(() => create({ drawn: 0 })).toThrow('exemplarPrior: drawn must be a positive integer, got 0')
    expect(() => create({ initialLogVariance: Number.NaN })).toThrow(
      'exemplarPrior: initialLogVariance must be a finite number, got NaN',
    )
    expect(() => create({ exemplars: none }).logDensity(zs())).toThrow(
      'exemplarPrior: the number of exemplars must be a positive integer, got 0',
    )
    const one = { count: 1, encode: () => ({ mean: tensor2d([0, 0, 0], [1, 3]) }) }
    expect(() => create({ exemplars: one }).given([0, 1, 2, 3]).logDensity(zs())).toThrow(
      "exemplarPrior: must have at least one exemplar besides the row's own, got 0",
    )
    expect(() => create({ exemplars: { ...one, count: 20 } }).logDensity(zs())).toThrow(
      'exemplarPrior: encode must give a row for each of 20 exemplars, got [1,3]',
    )
  })
})
