import { random } from '@hvamp/random'
import type { StartRowSolver } from '@hvamp/tensors'
import type { z } from 'zod'
import { ials as definition } from '../definitions/factor-models'
import { ialsMethod } from '../definitions/ials-method'
import type { SettingsIn } from '../definitions/model-definition'
import type { Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { alternatingLeastSquares } from '../solvers/alternating-least-squares'
import { patternOf } from '../solvers/pattern'
import { defineBaseline } from './define-baseline'
import { foldedFactors } from './folded-factors'

export type IalsOptions = z.input<typeof definition.options>

export const ialsMaker = defineBaseline(definition, {
  scale: 'amount',
  offers: ['itemVectors'],
  vectorSize: ({ factors }) => factors,
  async *learn(train, settings, { epochs, resources, from }) {
    const { seed, factors, startDeviation } = settings
    const startOf = (name: string, count: number) => {
      const draws = random(seed)
        .fork(name)
        .normals(count * factors)
      const deviation = startDeviation / Math.sqrt(factors)
      for (let i = 0; i < draws.length; i++) draws[i]! *= deviation
      return draws
    }
    const items = startOf('itemFactors', train.itemCount)
    const { itemFactors } = yield* alternatingLeastSquares({
      ...lossOf(settings),
      name: 'ials',
      ones: patternOf(train),
      epochs,
      method: ialsMethod(settings),
      start: {
        items: from?.keep(items, 'itemFactors', factors) ?? items,
        users: startOf('userFactors', train.userCount),
      },
      startSolver: resources.rowSolver,
    })
    const learned = { ...lossOf(settings), itemFactors: Float32Array.from(itemFactors()) }
    return foldedFactors(learned, resources.rowSolver)
  },
  read({ itemIds, arrays }, settings, { rowSolver }) {
    const itemFactors = savedValues('ials', arrays, 'itemFactors', [itemIds.length, settings.factors])
    return foldedFactors({ ...lossOf(settings), itemFactors }, rowSolver)
  },
})

/**
 * iALS as Rendle, Krichene, Zhang and Koren tune it ("Revisiting the Performance of iALS on Item Recommendation Benchmarks", RecSys
 * 2022): the factorization of WMF with a small weight for all pairs, a penalty that grows with the frequency of users and items,
 * a small start, and many factors, which are solved in blocks (iALS++). It minimises
 *
 *   Σ_ones (1 − u·v)² + unobservedWeight Σ_all (u·v)² + l2 (Σ_u w_u ‖u‖² + Σ_v w_v ‖v‖²),
 *
 * with w_u = (items of u + unobservedWeight · items)^frequencyExponent, and w_v likewise. An epoch goes through the users, each with
 * one block of factors after the other, then through the items; the authors' code takes turns after each block.
 *
 * A history of any user is scored by the vector that solves it exactly against the items' vectors; `embed` gives it.
 * Of its options `fit` reads `epochs`, and `from`, an earlier model whose items keep their vectors; without it, it begins anew.
 *
 * @param rowSolver solves the vectors in place of the code here: `rowSolverInThreads()` of @hvamp/backends does so in single
 *   precision, many times faster, and whole vectors (`blockSize` ≥ `factors`) in double precision
 * @throws if an option is out of its limits
 * @example const model = ials({ factors: 256, l2: 0.003, unobservedWeight: 0.1 }); await model.fit(train)
 */
export function ials(options: IalsOptions = {}, rowSolver?: StartRowSolver): Recommender {
  return ialsMaker.make(options, { rowSolver })
}

/** The loss divided by the weight of all pairs. */
function lossOf({ factors, unobservedWeight, l2, frequencyExponent }: SettingsIn<typeof definition>) {
  return {
    factorCount: factors,
    weight: 1 / unobservedWeight,
    target: 1 / unobservedWeight,
    ridge: (oneCount: number, all: number) =>
      (l2 / unobservedWeight) * (oneCount + unobservedWeight * all) ** frequencyExponent,
  }
}
