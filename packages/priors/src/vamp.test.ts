import { useBackend } from '@hvamp/backends'
import { type Random, random } from '@hvamp/random'
import { writeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, momentsOf, weightedSum } from '@hvamp/testing'
import { grads, mul, type Tensor, type Tensor2D, tensor2d, zerosLike } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  compositePrior,
  conditionalGaussian,
  diagonalGaussian,
  exemplarPrior,
  sparseVampPrior,
  type VampPriorOptions,
  vampPrior,
} from './index'

/** Pseudo-inputs are the means, variances are 1. */
const identity = (u: Tensor2D) => diagonalGaussian(u.clone(), zerosLike(u))
const options: VampPriorOptions = {
  encode: identity,
  pseudoInputs: 3,
  inputSize: 2,
  random: random(1),
}

describe.each(await availableBackends())('vampPrior on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  const withInputs = (values: number[], encode: VampPriorOptions['encode'] = identity) => {
    const prior = vampPrior({ ...options, encode })
    writeWeights(prior.weights, { pseudoInputs: { shape: [3, 2], values: Float32Array.from(values) } })
    return prior
  }

  it('is the even mixture of the posteriors of its pseudo-inputs, each in [0, 1]', async () => {
    const prior = withInputs([0.2, 0.4, -3, 0.5, 0.9, 7])
    const clamped = [0.2, 0.4, 0, 0.5, 0.9, 1]
    const z = [0.3, -0.6]
    let total = 0
    for (let k = 0; k < 3; k++) {
      const squares = (z[0]! - clamped[2 * k]!) ** 2 + (z[1]! - clamped[2 * k + 1]!) ** 2
      total += Math.exp(-squares / 2) / (2 * Math.PI) / 3
    }
    expectClose(await prior.logDensity(tensor2d(z, [1, 2])).data(), Math.log(total))
  })

  it('has no gradient where a pseudo-input is outside [0, 1]', async () => {
    const prior = withInputs([0.2, 0.4, -3, 0.5, 0.9, 7])
    const pseudoInputs = prior.weights.pseudoInputs.variable as Tensor
    const z = tensor2d([0.3, -0.6], [1, 2])
    const [gradient] = grads((_: Tensor) => weightedSum(prior.logDensity(z)))([pseudoInputs])
    const zero = Array.from(await gradient!.data(), (value) => value === 0)
    expect(zero).toEqual([false, false, true, false, false, true])
  })

  it('starts its pseudo-inputs from N(0.05, 0.01²)', async () => {
    const prior = vampPrior({ ...options, pseudoInputs: 100, inputSize: 200 })
    const values = await prior.weights.pseudoInputs.variable.data()
    const { mean, variance } = momentsOf(values)
    expectClose(mean, 0.05, { atol: 4 * (0.01 / Math.sqrt(values.length)), rtol: 0 })
    expectClose(Math.sqrt(variance), 0.01, { rtol: 0.03, atol: 0 })
  })

  it('takes inputs of another range: clamped to it, and starting near its lower limit', async () => {
    const prior = vampPrior({ ...options, pseudoInputs: 100, inputSize: 200, range: [-1, 3] })
    const values = await prior.weights.pseudoInputs.variable.data()
    const { mean, variance } = momentsOf(values)
    expectClose(mean, -0.8, { atol: 4 * (0.04 / Math.sqrt(values.length)), rtol: 0 })
    expectClose(Math.sqrt(variance), 0.04, { rtol: 0.03, atol: 0 })
    const one = vampPrior({ ...options, pseudoInputs: 1, range: [-1, 3], encode: identity })
    writeWeights(one.weights, { pseudoInputs: { shape: [1, 2], values: Float32Array.of(-7, 9) } })
    const density = await one.logDensity(tensor2d([-1, 3], [1, 2])).data()
    expectClose(density, -Math.log(2 * Math.PI))
  })

  it("hands training's noise to the encoder, and none for samples", () => {
    const seen: (Random | undefined)[] = []
    const prior = withInputs([0, 0, 0, 0, 0, 0], (u, noise) => {
      seen.push(noise)
      return identity(u)
    })
    const noise = random(3)
    prior.logDensity(tensor2d([0, 0], [1, 2]), noise)
    prior.logDensity(tensor2d([0, 0], [1, 2]))
    prior.sample(1, noise)
    expect(seen[0]!.key).toEqual(noise.fork('pseudoInputs').key)
    expect(seen.slice(1)).toEqual([undefined, undefined])
  })

  it('samples every component equally often', async () => {
    const prior = withInputs([0, 0, 0.5, 0.5, 1, 1], (u) => {
      const spread = zerosLike(u)
      return diagonalGaussian(mul(u, 200), spread)
    })
    const draws = 3000
    const values = await prior.sample(draws, random(1)).data()
    const counts = [0, 0, 0]
    for (let row = 0; row < draws; row++) counts[Math.round(values[2 * row]! / 100)]! += 1
    for (const count of counts)
      expect(Math.abs(count - draws / 3)).toBeLessThan(4 * Math.sqrt((draws * 2) / 9))
  })
})

describe('what an encoder returns', () => {
  beforeAll(() => useBackend('cpu'))
  const z = () => tensor2d([[0, 0]])
  const refused = 'encode must return a Gaussian, such as diagonalGaussian(mean, logVariance), got '

  it.each([
    ['a list', (x: unknown) => [x, x]],
    ['[object Promise]', async (x: unknown) => x],
    ['undefined', () => undefined],
    ['[object Object]', (x: unknown) => ({ mean: x, logVar: x })],
  ] as const)('is refused by every prior that has one if it is %s', (got, encode) => {
    const given = encode as never
    for (const [name, use] of [
      ['vampPrior', () => vampPrior({ ...options, encode: given }).logDensity(z())],
      [
        'sparseVampPrior',
        () => sparseVampPrior({ ...options, entries: 1, encode: given }).sample(1, random(1)),
      ],
      ['compositePrior', () => compositePrior({ latent: 2, encode: given }).given(z())],
    ] as const) {
      expect(use, name).toThrow(`${name}: ${refused}${got}`)
    }
    const parameters = 'conditionalGaussian: parameters must return a Gaussian'
    expect(() => conditionalGaussian({ parameters: given, weights: {} }).given(z())).toThrow(parameters)
    if (got === '[object Object]') return // an exemplar needs its mean alone
    const exemplars = { count: 1, encode: given }
    expect(() => exemplarPrior({ exemplars }).logDensity(z())).toThrow(`exemplarPrior: ${refused}${got}`)
  })

  it('is refused by diagonalGaussian if it is made of no tensors', () => {
    expect(() => diagonalGaussian(undefined as never, undefined as never)).toThrow(
      'diagonalGaussian: mean and logVariance must be tensors, got undefined and undefined',
    )
  })
})

describe('vampPrior', () => {
  beforeAll(() => useBackend('cpu'))

  it('says which option is out of range', () => {
    const cases: [Partial<VampPriorOptions>, string][] = [
      [{ pseudoInputs: 0 }, 'vampPrior: pseudoInputs must be a positive integer, got 0'],
      [{ inputSize: 1.5 }, 'vampPrior: inputSize must be a positive integer, got 1.5'],
      [{ initialMean: Number.NaN }, 'vampPrior: initialMean must be in the range [0, 1], got NaN'],
      [{ initialMean: 2 }, 'vampPrior: initialMean must be in the range [0, 1], got 2'],
      [{ range: [1, 1] }, 'vampPrior: range must be two finite numbers, the lower first, got [1, 1]'],
      [
        { range: [0, Number.POSITIVE_INFINITY] },
        'vampPrior: range must be two finite numbers, the lower first, got [0, Infinity]',
      ],
      [{ initialDeviation: -1 }, 'vampPrior: initialDeviation must be a finite number of at least 0, got -1'],
    ]
    for (const [change, message] of cases) {
      expect(() => vampPrior({ ...options, ...change })).toThrow(message)
    }
    const lacking: [unknown, string][] = [
      [
        { ...options, random: undefined },
        'vampPrior: options must have a source of randomness, such as random(1), as random, got undefined',
      ],
      [{ ...options, encode: undefined }, 'vampPrior: options must have a function as encode, got undefined'],
    ]
    for (const [lacks, message] of lacking) {
      expect(() => vampPrior(lacks as VampPriorOptions)).toThrow(message)
    }
    expect(() => vampPrior(options).sample(0, random(1))).toThrow(
      'vampPrior.sample: count must be a positive integer',
    )
  })
})
