import type { Summary } from '@hvamp/metrics'
import type { RunState } from '../planned/planned-run'
import type { Options } from '../settings/option-arguments'
import type { RowRuns } from './planned-rows'
import type { Published } from './published-table'

/** A metric of ours beside the published one. */
export interface MetricVerdict {
  readonly metric: string
  /** Mean over the runs of the row; undefined until all are finished. */
  readonly ours: { readonly mean: number; readonly standardError: number } | undefined
  readonly published: Published | undefined
  /** Where ours is: within two standard errors of the difference, or beyond. */
  readonly verdict: 'within' | 'above' | 'below' | undefined
}

/** One seed of a row. */
export interface FinishedRun {
  readonly name: string
  readonly validation: number
  readonly bestEpoch: number | null
  readonly trainingSeconds: number
  /** Means on the test users, by metric. */
  readonly test: Readonly<Record<string, number>>
}

/** A row as it turned out. */
export interface RowResult {
  readonly name: string
  readonly title: string
  readonly comparisons: readonly MetricVerdict[]
  /** Whether all metrics that were published are within two standard errors; undefined where there is nothing to compare. */
  readonly isWithin: boolean | undefined
  readonly options: Options
  /** All that it is to have, in the order of the runs. */
  readonly seeds: readonly number[]
  /** Those that are finished. */
  readonly runs: readonly FinishedRun[]
  /** How far runs are that are not finished, why some failed, and which of before were left out. */
  readonly missing: readonly string[]
}

/**
 * Holds a row against what was published.
 *
 * The standard error of the difference is √(ours² + published²); where none was published, ours alone, which is
 * stricter. Ours is over the test users.
 *
 * @param overSeeds means and errors over the users of several seeds, each user with the mean of them; without it the error is the mean
 *   of the runs' own, which is larger
 */
export function compareRow(
  { row, title, runs, leftOut = [] }: RowRuns,
  states: readonly RunState[],
  metrics: readonly string[],
  overSeeds?: Readonly<Record<string, Summary>>,
): RowResult {
  const finished = states.flatMap((state, i) =>
    state.state === 'finished' ? [{ run: runs[i]!, ...state }] : [],
  )
  const comparisons = metrics.map((metric): MetricVerdict => {
    const published = row.published[metric]
    if (finished.length === 0 || finished.length < runs.length)
      return { metric, ours: undefined, published, verdict: undefined }
    const values = finished.map(({ metrics: { test } }) => test.models[row.model]!.metrics[metric]!)
    const ours = overSeeds?.[metric] ?? {
      mean: average(values.map(({ mean }) => mean)),
      standardError: average(values.map(({ standardError }) => standardError)),
    }
    return { metric, ours, published, verdict: published && verdictOf(ours, published) }
  })
  const verdicts = comparisons.flatMap(({ verdict }) => (verdict ? [verdict] : []))
  return {
    name: row.name,
    title,
    comparisons,
    options: row.options,
    seeds: runs.map((run) => Number(run.options.seed)),
    runs: finished.map(({ run, metrics: { validation, bestEpoch, trainingSeconds, test } }) => ({
      name: run.name,
      validation,
      bestEpoch,
      trainingSeconds,
      test: Object.fromEntries(
        metrics.map((metric) => [metric, test.models[row.model]!.metrics[metric]!.mean]),
      ),
    })),
    isWithin: verdicts.length === 0 ? undefined : verdicts.every((verdict) => verdict === 'within'),
    missing: [
      ...states.flatMap((state, i) => {
        if (state.state === 'finished') return []
        const reason = state.state === 'failed' ? `failed: ${state.reason}` : 'not finished'
        return [`${runs[i]!.title}: ${reason}`]
      }),
      ...leftOut,
    ],
  }
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function verdictOf(
  { mean, standardError }: { mean: number; standardError: number },
  published: Published,
): 'within' | 'above' | 'below' {
  const difference = mean - published.mean
  const error = Math.hypot(standardError, published.standardError ?? 0)
  if (Math.abs(difference) <= 2 * error) return 'within'
  return difference > 0 ? 'above' : 'below'
}
