import { alignHistories, type Interactions, type UserSplit } from '@hvamp/data'
import { type Metric, summarize } from '@hvamp/metrics'
import type { Recommender } from '@hvamp/models'
import { badInput } from '../process/bad-input'
import { metricsFrom } from '../settings/metric-names'
import { runTitle } from '../settings/run-title'
import type { BaseRun } from './base-run'
import { type Measured, measure } from './measure'
import { openModel } from './open-model'
import { roundedDifferences } from './rounded-differences'
import type { RunCheck } from './run-metrics'

/** What a new run must not be below, and by which metric. */
export interface CheckRequest {
  readonly against: 'popularity' | BaseRun
  /** Name of one that is measured: the first by default. */
  readonly metric?: string | undefined
}

/** @throws bad input if the metric is none that is measured */
export function requireMeasured({ metric }: CheckRequest, metrics: string): void {
  const names = metricsFrom(metrics, '--metrics').map(({ name }) => name)
  if (metric === undefined || names.includes(metric)) return
  throw badInput(`--fail-metric: must be one of --metrics, ${names.join(', ')}, got '${metric}'`)
}

/** How the reference does on the test users of the new run. @throws the reason of the signal, once it comes */
export async function measureReference(
  { against }: CheckRequest,
  { test }: UserSplit,
  { popularity, metrics, signal }: { popularity: Measured; metrics: readonly Metric[]; signal: AbortSignal },
): Promise<Measured> {
  if (against === 'popularity') return popularity
  const model = await openModel(against.folder)
  const ranker = forItemsOfToday(model)
  const measured = await measure(`${against.run}, ${runTitle(against.config)}`, ranker, test, metrics, {
    signal,
  })
  model.dispose()
  return measured
}

/**
 * Holds a run against its reference, user by user.
 *
 * It is below by more than chance: by more than two standard errors of the difference; of a single user, by anything.
 */
export function checkRun(
  { against, ...request }: CheckRequest,
  own: Measured,
  reference: Measured,
): RunCheck {
  const metric = request.metric ?? Object.keys(own.evaluation.metrics)[0]!
  const [found, wanted] = [own, reference].map(({ evaluation }) => evaluation.metrics[metric]!)
  const name = against === 'popularity' ? against : against.run
  return { against: name, metric, ...heldAgainst(found!.perUser, wanted!.perUser) }
}

/** Means of two models on the same users, and whether the first is below by more than chance. */
export function heldAgainst(
  own: ArrayLike<number>,
  reference: ArrayLike<number>,
): Pick<RunCheck, 'mean' | 'reference' | 'standardError' | 'isBelow'> {
  const { mean, standardError } = summarize(roundedDifferences(own, reference))
  return {
    mean: summarize(own).mean,
    reference: summarize(reference).mean,
    standardError,
    isBelow: mean < (Number.isFinite(standardError) ? -2 * standardError : 0),
  }
}

/** A model as one of other items: those that it does not know are never among its best. */
function forItemsOfToday(model: Recommender): Pick<Recommender, 'score' | 'name'> {
  const places = new Map(model.itemIds.map((id, item) => [id, item]))
  return {
    name: model.name,
    async score(histories: Interactions) {
      const { histories: known } = alignHistories(histories, model.itemIds)
      const scores = await model.score(known)
      const { userCount, itemCount, itemIds } = histories
      const all = new Float32Array(userCount * itemCount).fill(Number.NEGATIVE_INFINITY)
      for (const [item, id] of itemIds.entries()) {
        const place = places.get(id)
        if (place === undefined) continue
        for (let user = 0; user < userCount; user++) {
          all[user * itemCount + item] = scores[user * model.itemIds.length + place]!
        }
      }
      return all
    },
  }
}
