import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectClose, expectGradient, momentsOf, weightedSum } from '@hvamp/testing'
import { fill, memory, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { diagonalGaussian, klBetween, klMonteCarlo, standardGaussian } from './index'

const [batch, latent] = [4, 3]
const size = batch * latent
const m = random(1).normals(size)
const l = random(2).normals(size)
const points = random(3).normals(size)
const matrix = (values: Float32Array) => tensor2d(values, [batch, latent])
const gaussian = () => diagonalGaussian(matrix(m), matrix(l))

/** Sums of `term` over the latents of each row. */
const rowSums = (term: (at: number) => number) =>
  Array.from({ length: batch }, (_, row) => {
    let total = 0
    for (let i = 0; i < latent; i++) total += term(row * latent + i)
    return total
  })

describe.each(await availableBackends())('diagonalGaussian on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('has the log-density of the formula', async () => {
    const expected = rowSums(
      (at) => -(Math.log(2 * Math.PI) + l[at]! + (points[at]! - m[at]!) ** 2 * Math.exp(-l[at]!)) / 2,
    )
    const density = gaussian().logDensity(matrix(points))
    expect(density.shape).toEqual([batch])
    expectClose(await density.data(), expected)
  })

  it('samples mean + e^(l / 2) ε with ε drawn once, row by row', async () => {
    const epsilon = random(9).normals(size)
    const expected = Array.from({ length: size }, (_, at) => m[at]! + Math.exp(l[at]! / 2) * epsilon[at]!)
    expectClose(await gaussian().sample(random(9)).data(), expected)
  })

  it('samples with its mean and variance', async () => {
    const draws = 20_000
    const column = (value: number) => fill([draws, 1], value) as Tensor2D
    const own = diagonalGaussian(column(2), column(Math.log(9)))
    const values = await own.sample(random(1)).data()
    const { mean, variance } = momentsOf(values)
    expectClose(mean, 2, { atol: 4 * (3 / Math.sqrt(draws)), rtol: 0 })
    expectClose(variance, 9, { rtol: 4 * Math.sqrt(2 / draws), atol: 0 })
  })

  it('gives its mean without noise', () => {
    const own = gaussian()
    expect(own.sample()).toBe(own.mean)
  })

  it('has gradients, of densities and samples, that differences give', async () => {
    const density = (mean: Tensor2D, logVariance: Tensor2D, z: Tensor2D) =>
      weightedSum(diagonalGaussian(mean, logVariance).logDensity(z))
    await expectGradient(density, [matrix(m), matrix(l), matrix(points)])
    const sample = (mean: Tensor2D, logVariance: Tensor2D) =>
      weightedSum(diagonalGaussian(mean, logVariance).sample(random(4)))
    await expectGradient(sample, [matrix(m), matrix(l)])
  })

  it('leaves no tensor but its results', () => {
    const own = gaussian()
    const z = matrix(points)
    const before = memory().numTensors
    const results = [own.logDensity(z), own.sample(random(1)), klBetween(own, own)]
    expect(memory().numTensors).toBe(before + results.length)
  })

  it('refuses parameters and points of different shapes', () => {
    expect(() => diagonalGaussian(matrix(m), tensor2d([1, 2], [1, 2]))).toThrow(
      'mean [4,3] and logVariance [1,2] must have the same shape',
    )
    expect(() => gaussian().logDensity(tensor2d([1, 2, 3], [1, 3]))).toThrow(
      'z [1,3] must have the shape of the parameters, [4,3]',
    )
  })
})

describe.each(await availableBackends())('KL divergence on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  const mp = random(5).normals(size)
  const lp = random(6).normals(size)
  const other = () => diagonalGaussian(matrix(mp), matrix(lp))

  it('between Gaussians is that of the formula, and 0 from one to itself', async () => {
    const expected = rowSums((at) => {
      const shift = (m[at]! - mp[at]!) ** 2
      return (lp[at]! - l[at]! - 1 + (Math.exp(l[at]!) + shift) / Math.exp(lp[at]!)) / 2
    })
    expectClose(await klBetween(gaussian(), other()).data(), expected)
    const own = gaussian()
    expectClose(await klBetween(own, own).data(), new Float32Array(batch))
  })

  it('to the standard Gaussian is that of the formula', async () => {
    const expected = rowSums((at) => (Math.exp(l[at]!) + m[at]! ** 2 - 1 - l[at]!) / 2)
    expectClose(await standardGaussian({ latent }).klFrom(gaussian()).data(), expected)
  })

  it('is refused between Gaussians of other latents, and takes one for all rows', async () => {
    const narrow = diagonalGaussian(tensor2d([0], [1, 1]), tensor2d([0], [1, 1]))
    expect(() => klBetween(gaussian(), narrow)).toThrow(
      `klBetween: q [${batch},${latent}] and p [1,1] must have equally many columns`,
    )
    const standard = tensor2d(new Float32Array(latent), [1, latent])
    expectClose(
      await klBetween(gaussian(), diagonalGaussian(standard, standard)).data(),
      await standardGaussian({ latent }).klFrom(gaussian()).data(),
    )
  })

  it('by one sample is log q − log p there', async () => {
    const z = matrix(points)
    const [q, p] = [gaussian(), other()]
    const [logQ, logP] = [await q.logDensity(z).data(), await p.logDensity(z).data()]
    expectClose(
      await klMonteCarlo(q, p, z).data(),
      logQ.map((value, i) => value - logP[i]!),
    )
  })

  it('has the gradients that differences give', async () => {
    const kl = (mq: Tensor2D, lq: Tensor2D, mp: Tensor2D, lp: Tensor2D) =>
      weightedSum(klBetween(diagonalGaussian(mq, lq), diagonalGaussian(mp, lp)))
    await expectGradient(kl, [matrix(m), matrix(l), matrix(mp), matrix(lp)], { rtol: 1e-2 })
  })
})
