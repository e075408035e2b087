import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import type { EpochRecord, TrainingEvent } from '@hvamp/training'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restore } from '../catalog/restore'
import { sliceUsers } from '../recommender/rows'
import {
  type AlternatingOptions,
  alternatingLeastSquares,
  type Factorization,
} from '../solvers/alternating-least-squares'
import { columnProducts } from '../solvers/outer-products'
import { patternOf } from '../solvers/pattern'
import { choleskySolver, conjugateGradientSolver } from '../solvers/weighted-solvers'
import type { WaitingWork } from '../solvers/work'
import { drawnMatrix, interactionsOf, type Recorded, recordedCases } from './recorded.fixture'
import { wmf } from './wmf'

interface Case {
  readonly factors: number
  readonly positiveWeight: number
  readonly zeroWeight: number
  readonly regularization: number
  readonly initialItemFactors: Recorded
  readonly iterations: number
  readonly lossAfterEachIteration: { readonly loss: number }[]
  readonly userFactors: Recorded
  readonly itemFactors: Recorded
  readonly foldIn: { readonly userFactors: Recorded }
}
const cases = recordedCases<Case>('wmf')
const drawn = drawnMatrix(40, 25, 1)
const interactions = interactionsOf(drawn)
const drawnSettings = (): AlternatingOptions => ({
  name: 'wmf',
  ones: patternOf(interactions),
  factorCount: 4,
  ...{ weight: 9, target: 10, ridge: () => 0.5 },
  epochs: 3,
  method: { name: 'exact' },
  start: { items: Float64Array.from(random(2).normals(25 * 4), (draw) => 0.1 * draw) },
})

function settings({
  x,
  factors,
  positiveWeight,
  zeroWeight,
  regularization,
  initialItemFactors,
  iterations,
}: (typeof cases)[0][1]) {
  expect(zeroWeight).toBe(1)
  return {
    name: 'wmf',
    ones: patternOf(interactionsOf(x)),
    factorCount: factors,
    ...{ weight: positiveWeight - 1, target: positiveWeight, ridge: () => regularization },
    epochs: iterations,
    method: { name: 'exact' },
    start: { items: Float64Array.from(initialItemFactors.values) },
  } satisfies AlternatingOptions
}

async function run(
  work: WaitingWork<Factorization>,
): Promise<{ result: Factorization; epochs: EpochRecord[] }> {
  const epochs: EpochRecord[] = []
  for (;;) {
    const step = await work.next()
    if (step.done) return { result: step.value, epochs }
    if (step.value.type === 'epoch') epochs.push(step.value.record)
  }
}

const tolerance = { rtol: 1e-4, atol: 1e-6 }

describe.each(cases)('%s', (_, recorded) => {
  it('has the recorded losses and factors, and those of users folded in', async () => {
    const options = settings(recorded)
    const { result, epochs } = await run(alternatingLeastSquares(options))
    expectClose(
      epochs.map(({ loss }) => loss),
      recorded.lossAfterEachIteration.map(({ loss }) => loss),
      { rtol: 1e-6, atol: 0 },
    )
    expectClose(result.userFactors(), recorded.userFactors.values, tolerance)
    expectClose(result.itemFactors(), recorded.itemFactors.values, tolerance)

    const { ones, factorCount, weight, target, ridge } = options
    const factors = result.itemFactors()
    const products = columnProducts(factors, ones.columnCount, factorCount)
    const solve = choleskySolver({ factors, products, factorCount, weight, target })
    const folded = new Float64Array(ones.rowCount * factorCount)
    for (let user = 0; user < ones.rowCount; user++)
      solve(
        ones.columns.subarray(ones.offsets[user], ones.offsets[user + 1]),
        ridge(),
        folded,
        user * factorCount,
      )
    expectClose(folded, recorded.foldIn.userFactors.values, tolerance)
  })
})

describe('alternatingLeastSquares', () => {
  it('has a loss that is what its formula says, over all pairs', async () => {
    const options = { ...drawnSettings(), epochs: 2 }
    const { result, epochs } = await run(alternatingLeastSquares(options))
    const { factorCount: k, target } = options
    const [users, items] = drawn.shape
    let loss = 0
    for (let user = 0; user < users; user++) {
      for (let item = 0; item < items; item++) {
        const r = drawn.values[user * items + item]!
        let score = 0
        for (let f = 0; f < k; f++)
          score += result.userFactors()[user * k + f]! * result.itemFactors()[item * k + f]!
        loss += (r === 1 ? target : 1) * (r - score) ** 2
      }
    }
    for (const value of [...result.userFactors(), ...result.itemFactors()]) loss += 0.5 * value ** 2
    expectClose(epochs[1]!.loss, loss, { rtol: 1e-9 })
  })

  it.each([
    { name: 'exact' } as const,
    { name: 'blocks', size: 3 } as const,
    { name: 'conjugateGradient', steps: 3 } as const,
  ])('never gets worse from epoch to epoch with $name', async (method) => {
    const { epochs } = await run(alternatingLeastSquares({ ...drawnSettings(), method, epochs: 12 }))
    const losses = epochs.map(({ loss }) => loss)
    for (let i = 1; i < losses.length; i++)
      expect(losses[i]).toBeLessThanOrEqual(losses[i - 1]! * (1 + 1e-12))
  })
})

describe('the solvers', () => {
  it('agree where conjugate gradients take as many steps as there are factors', () => {
    const draw = { min: -2, max: 2, noNaN: true, noDefaultInfinity: true }
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((factorCount) =>
          fc.record({
            factorCount: fc.constant(factorCount),
            factors: fc.array(fc.double(draw), { minLength: 80 * factorCount, maxLength: 80 * factorCount }),
            ones: fc.uniqueArray(fc.nat(79), { maxLength: 80 }),
            positiveWeight: fc.double({ min: 0.1, max: 50, noNaN: true }),
          }),
        ),
        ({ factorCount, factors, ones, positiveWeight }) => {
          const matrix = Float64Array.from(factors)
          const side = {
            factors: matrix,
            products: columnProducts(matrix, 80, factorCount),
            factorCount,
            weight: positiveWeight - 1,
            target: positiveWeight,
          }
          const [exact, near] = [new Float64Array(factorCount), new Float64Array(factorCount)]
          choleskySolver(side)(Int32Array.from(ones), 0.5, exact, 0)
          conjugateGradientSolver(side, 4 * factorCount)(Int32Array.from(ones), 0.5, near, 0)
          expectClose(near, exact, { rtol: 1e-5, atol: 1e-7 })
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('wmf', () => {
  it('fits what alternating least squares gives, from the seed, in as many epochs as asked for', async () => {
    const model = wmf({ factors: 5, seed: 3 })
    const events: TrainingEvent[] = []
    const report = await model.fit(interactions, { epochs: 4, onEvent: (event) => events.push(event) })
    expect(report).toMatchObject({ bestEpoch: undefined, stopped: 'epochs' })
    expect(report.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
    expect(report.epochs).toEqual(events.flatMap((event) => (event.type === 'epoch' ? [event.record] : [])))
    const again = wmf({ factors: 5, seed: 3 })
    await again.fit(interactions, { epochs: 4 })
    expect(await again.state()).toEqual(await model.state())
    const other = wmf({ factors: 5, seed: 4 })
    await other.fit(interactions, { epochs: 4 })
    expect((await other.state()).arrays).not.toEqual((await model.state()).arrays)
  })

  it('scores a history by the vector that minimises its part of the loss, which it also gives', async () => {
    const model = wmf({ factors: 6, positiveWeight: 20, l2: 3 })
    await model.fit(sliceUsers(interactions, 0, 30))
    const strangers = sliceUsers(interactions, 30, 40)
    const { shape, values: vectors } = await model.embed!(strangers)
    expect(shape).toEqual([10, 6])
    const factors = (await model.state()).arrays.itemFactors!.values
    const scores = await model.score(strangers)
    for (let user = 0; user < 10; user++) {
      const slope = Float64Array.from({ length: 6 }, (_, f) => 3 * vectors[user * 6 + f]!) // half the loss's
      for (let item = 0; item < 25; item++) {
        let score = 0
        for (let f = 0; f < 6; f++) score += vectors[user * 6 + f]! * factors[item * 6 + f]!
        expectClose(scores[user * 25 + item]!, score, { rtol: 1e-5, atol: 1e-5 })
        const r = drawn.values[(user + 30) * 25 + item]!
        for (let f = 0; f < 6; f++) slope[f]! += (r === 1 ? 20 : 1) * (score - r) * factors[item * 6 + f]!
      }
      expectClose(slope, new Float64Array(6), { rtol: 0, atol: 1e-4 })
    }
  })

  it.each([
    [{ factors: 0 }, 'wmf: factors must be a positive integer, got 0'],
    [{ factors: 2.5 }, 'wmf: factors must be a positive integer, got 2.5'],
    [{ positiveWeight: Number.NaN }, 'wmf: positiveWeight must be positive and finite, got NaN'],
    [{ l2: -1 }, 'wmf: l2 must be positive and finite, got -1'],
    [{ solver: 'lu' as never }, "wmf: solver must be 'cholesky' or 'conjugateGradient', got 'lu'"],
    [{ conjugateGradientSteps: 0 }, 'wmf: conjugateGradientSteps must be a positive integer, got 0'],
    [{ alpha: 3 } as never, "wmf: must not have 'alpha'"],
    [{ seed: -1 }, 'wmf: seed must be an integer, at least 0, got -1'],
  ])('refuses %j', (options, message) => {
    expect(() => wmf(options)).toThrow(message)
  })

  it('refuses no epochs, and factors of another shape than its options say', async () => {
    const model = wmf({ factors: 2 })
    await expect(model.fit(interactions, { epochs: 0 })).rejects.toThrow(
      'wmf.fit: epochs must be a positive integer, got 0',
    )
    await model.fit(interactions, { epochs: 1 })
    const state = await model.state()
    expect(() => restore({ ...state, options: { ...state.options, factors: 3 } })).toThrow(
      "wmf: 'itemFactors' must have the shape [25,3], got [25,2]",
    )
  })
})
