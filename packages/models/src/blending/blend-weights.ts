import type { HeldOutUsers } from '@hvamp/data'
import { type Metric, ndcg, summarize } from '@hvamp/metrics'
import { requireKnown } from '@hvamp/random'
import { breathe } from '@hvamp/training'
import { z } from 'zod'
import { evaluate } from '../evaluation/evaluate'
import { requireHeldOutUsers, requireSomethingHeldOut } from '../evaluation/held-out-users'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { Recommender } from '../recommender/recommender'
import { sliceUsers } from '../recommender/rows'
import { partScores, weightedSum } from './part-scores'
import { requireModels } from './require-parts'

/** How weights are searched. */
export interface BlendWeightsOptions {
  /** NDCG@100 by default. */
  readonly metric?: Metric | undefined
  /** Steps from 0 to 1 in which the share of a model is tried: 20 by default, so .05, .1 and so on. */
  readonly steps?: number | undefined
  /** Users scored together: 200 by default. */
  readonly batchSize?: number | undefined
  /** Stops between two batches; `blendWeights` rejects with its reason then. */
  readonly signal?: AbortSignal | undefined
  /** Called after each batch. */
  readonly onProgress?: ((progress: { readonly users: number; readonly of: number }) => void) | undefined
}

/** Weights that were tried, and the mean of the metric with them. */
export interface TriedWeights {
  /** One for each model; they add up to 1, but for rounding. */
  readonly weights: readonly number[]
  readonly value: number
}

const rules = z.object({ steps: count, batchSize: count })
const mostRounds = 10
const digits = 4 // of a weight

/**
 * Weights for `blend`, by a metric on validation users: the best of all that were tried, with all of them.
 *
 * Of two models every share is tried, the models alone among them. Of more, the share of one model after another is, the others keeping
 * their ratios, from equal weights on until a round over all models brings nothing better: the best that one model's share can
 * reach, not of all weights. The same models and users give the same weights.
 *
 * @throws if an option is unknown, the models have different items, or nobody has anything held out
 * @example const { weights } = await blendWeights([model, neighbours], validation); blend([model, neighbours], weights)
 */
export async function blendWeights(
  models: readonly Recommender[],
  users: HeldOutUsers,
  options: BlendWeightsOptions = {},
): Promise<TriedWeights & { readonly tried: readonly TriedWeights[] }> {
  const where = 'blendWeights'
  requireKnown(`${where}: options`, options, {
    ...{ metric: true, steps: true, batchSize: true, signal: true, onProgress: true },
  })
  const { metric = ndcg(100), steps = 20, batchSize = 200, signal, onProgress } = options
  checked(rules, { steps, batchSize }, where)
  requireModels(where, models)
  requireHeldOutUsers(where, users)
  requireSomethingHeldOut(where, users)
  const search = { metric, batchSize, signal, onProgress }
  const tried = new Map<string, TriedWeights>()
  /** Tries weights that were not tried before. @returns the best of all so far, the first of equals */
  async function tryAll(candidates: readonly (readonly number[])[]): Promise<TriedWeights> {
    const fresh = new Map<string, readonly number[]>()
    for (const weights of candidates) if (!tried.has(weights.join())) fresh.set(weights.join(), weights)
    const values = await meansOf(models, users, [...fresh.values()], search)
    for (const [i, [key, weights]] of [...fresh].entries()) tried.set(key, { weights, value: values[i]! })
    return [...tried.values()].reduce((best, each) => (each.value > best.value ? each : best))
  }

  const equal = models.map(() => rounded(1 / models.length))
  let best = await tryAll([equal, ...withShares(equal, 0, steps)])
  for (let round = 0; models.length > 2 && round < mostRounds; round++) {
    const before = best
    for (const model of models.keys()) best = await tryAll(withShares(best.weights, model, steps))
    if (best === before) break
  }
  return { ...best, tried: [...tried.values()] }
}

/** Weights in which one model has each share in turn, and the others what is left, in their ratios. */
function withShares(weights: readonly number[], model: number, steps: number): number[][] {
  const others = weights.reduce((sum, weight, i) => (i === model ? sum : sum + weight), 0)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps
    return weights.map((weight, i) => {
      if (i === model) return rounded(share)
      const ofOthers = others > 0 ? weight / others : 1 / (weights.length - 1)
      return rounded((1 - share) * ofOthers)
    })
  })
}

const rounded = (weight: number) => Number(weight.toFixed(digits))

type Search = Omit<BlendWeightsOptions, 'steps'> & { readonly metric: Metric; readonly batchSize: number }

/** The mean over the users of a metric, with each of some weights: every batch is scored once by each model. */
async function meansOf(
  models: readonly Recommender[],
  { foldIn, heldOut }: HeldOutUsers,
  candidates: readonly (readonly number[])[],
  { metric, batchSize, signal, onProgress }: Search,
): Promise<number[]> {
  if (candidates.length === 0) return []
  const values = candidates.map((): number[] => [])
  const { userCount } = foldIn
  signal?.throwIfAborted()
  for (let from = 0; from < userCount; from += batchSize) {
    const to = Math.min(from + batchSize, userCount)
    const batch = { foldIn: sliceUsers(foldIn, from, to), heldOut: sliceUsers(heldOut, from, to) }
    if (batch.heldOut.items.length > 0) {
      const parts = await partScores('blendWeights', models, batch.foldIn)
      for (const [i, weights] of candidates.entries()) {
        const ranker = { score: async () => weightedSum(parts, weights) }
        const { metrics } = await evaluate(ranker, batch, [metric], { batchSize: to - from })
        for (const value of metrics[metric.name]!.perUser) values[i]!.push(value)
      }
    }
    onProgress?.({ users: to, of: userCount })
    await breathe() // for a signal that stops this
    signal?.throwIfAborted()
  }
  return values.map((own) => summarize(own).mean)
}
