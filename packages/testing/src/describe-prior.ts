import type { ConditionalPrior, DiagonalGaussian, Prior, RowPrior } from '@hvamp/priors'
import { diagonalGaussian, klMonteCarlo } from '@hvamp/priors'
import { type Random, random } from '@hvamp/random'
import { disposeWeights, trainedWeights, type Weights } from '@hvamp/tensors'
import {
  add,
  fill,
  memory,
  type Scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from './expect-close'
import { expectGradient } from './expect-gradient'

const draws = 40_000
const spread = 3 // standard deviation of the wide Gaussian that integrals are taken over

/** A prior for a fixed number of rows. */
interface PriorOfRows extends RowPrior {
  /** The density as in training. */
  noisyLogDensity(z: Tensor2D): Tensor1D
  readonly weights: Weights
}

/**
 * What every prior must keep: its density is one, its samples come from it, its gradients are its own.
 *
 * A backend must be ready before the suite runs (`beforeAll(() => useBackend('wasm'))`).
 *
 * @param create a prior over 2 latents, with most of its mass within 5 of the origin
 */
export function describePrior(name: string, create: () => Prior): void {
  describeRows(name, (rows) => {
    const prior = create()
    return {
      ...prior,
      noisyLogDensity: (z) => prior.logDensity(z, random(1)),
      sample: (noise) => prior.sample(rows, noise),
    }
  })
}

/**
 * What every conditional prior must keep: the same, for rows of one context.
 *
 * @param create a prior over 2 latents, and a context of `rows` equal rows, given which most of its mass is within 5 of
 *   the origin
 */
export function describeConditionalPrior<Context>(
  name: string,
  create: (rows: number) => { readonly prior: ConditionalPrior<Context>; readonly context: Context },
): void {
  describeRows(name, (rows) => {
    const { prior, context } = create(rows)
    const noisy = prior.given(context, random(1))
    return {
      ...prior.given(context),
      noisyLogDensity: (z) => noisy.logDensity(z),
      weights: prior.weights,
    }
  })
}

function describeRows(name: string, create: (rows: number) => PriorOfRows): void {
  describe(`${name} is a prior`, () => {
    const rows = 3
    const latent = 2
    let prior: PriorOfRows // for `rows` rows
    let wide: PriorOfRows // for `draws` rows
    beforeAll(() => {
      prior = create(rows)
      wide = create(draws)
    })
    afterAll(() => {
      disposeWeights(prior.weights)
      if (wide.weights !== prior.weights) disposeWeights(wide.weights)
    })

    it('has one log-density a row, that of the row alone', async () => {
      const z = gaussianRows(rows, 1, random(1))
      const density = prior.logDensity(z)
      expect(density.shape).toEqual([rows])
      const first = (await z.data()).slice(0, latent)
      const same = prior.logDensity(tensor2d([...first, ...first, ...first], [rows, latent]))
      expectClose(await same.data(), new Float32Array(rows).fill((await density.data())[0]!))
    })

    it('gives the same without noise, and the same samples from the same seed', async () => {
      const z = gaussianRows(rows, 1, random(1))
      expect(await prior.logDensity(z).data()).toEqual(await prior.logDensity(z).data())
      const samples = await prior.sample(random(5)).data()
      expect(samples).toEqual(await prior.sample(random(5)).data())
      expect(samples).not.toEqual(await prior.sample(random(6)).data())
    })

    it('has a density that integrates to 1, and samples with its moments', async () => {
      const proposal = diagonalGaussian(fill([draws, latent], 0), fill([draws, latent], 2 * Math.log(spread)))
      const z = proposal.sample(random(2))
      const ratios = await klMonteCarlo(proposal, wide, z).data() // log proposal − log p
      const points = await z.data()
      const weights = Float64Array.from(ratios, (ratio) => Math.exp(-ratio))
      const integral = weights.reduce((total, weight) => total + weight, 0) / draws
      expectClose(integral, 1, { rtol: 0.05, atol: 0, name: 'integral' })
      const samples = wide.sample(random(3))
      expect(samples.shape).toEqual([draws, latent])
      const sampled = await samples.data()
      for (const power of [1, 2]) {
        for (let column = 0; column < latent; column++) {
          let expected = 0
          let actual = 0
          for (let row = 0; row < draws; row++) {
            expected += (weights[row]! * points[row * latent + column]! ** power) / draws
            actual += sampled[row * latent + column]! ** power / draws
          }
          expectClose(actual, expected, { rtol: 0.07, atol: 0.07, name: `moment ${power} of ${column}` })
        }
      }
    })

    it('has the closed KL divergence that samples of the posterior give, where it has one', async () => {
      if (!wide.klFrom) return
      const posterior = narrow(draws)
      const closed = await wide.klFrom(posterior).data()
      const z = posterior.sample(random(4))
      const sampled = Array.from(await klMonteCarlo(posterior, wide, z).data())
      const average = sampled.reduce((total, value) => total + value, 0) / draws
      expectClose(average, closed[0]!, { rtol: 0.02, atol: 0.02 })
    })

    it('shares each row out among its components, where it is a mixture', async () => {
      const shares = prior.responsibilities?.(gaussianRows(rows, 1, random(1)))
      if (!shares) return
      expect(shares.shape[0]).toBe(rows)
      expectClose(await sum(shares, 1).data(), new Float32Array(rows).fill(1))
    })

    it('has gradients for z and every weight that agree with differences', async () => {
      const z = gaussianRows(rows, 1, random(7))
      const variables = Object.values(trainedWeights(prior.weights)).map(({ variable }) => variable as Tensor)
      const total = (z: Tensor2D, ..._weights: Tensor[]) => sum<Scalar>(prior.logDensity(z))
      await expectGradient(total, [z, ...variables], { name })
    })

    it('leaves no tensor but its result', () => {
      const z = gaussianRows(rows, 1, random(1))
      const before = memory().numTensors
      const shares = prior.responsibilities ? [prior.responsibilities(z)] : []
      const results = [...[prior.logDensity(z), prior.noisyLogDensity(z), prior.sample(random(1))], ...shares]
      expect(memory().numTensors).toBe(before + results.length)
      tidy(() => add(results[0]!, 1))
      for (const result of results) result.dispose()
      z.dispose()
    })
  })
}

function gaussianRows(rows: number, deviation: number, noise: Random): Tensor2D {
  return tensor2d(
    noise.normals(rows * 2).map((value) => value * deviation),
    [rows, 2],
  )
}

/** A posterior apart from any prior under test. */
function narrow(rows: number): DiagonalGaussian {
  const repeat = (values: number[]) =>
    tensor2d(
      Array.from({ length: rows }, () => values),
      [rows, 2],
    )
  return diagonalGaussian(repeat([0.7, -0.4]), repeat([-1, 0.3]))
}
