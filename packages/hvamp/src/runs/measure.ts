import { join } from 'node:path'
import type { HeldOutUsers, Interactions } from '@hvamp/data'
import type { StoredBlocks } from '@hvamp/data/node'
import type { Metric } from '@hvamp/metrics'
import {
  type EvaluateOptions,
  type Evaluation,
  evaluate,
  popularity,
  type RatingEvaluation,
  type Recommender,
} from '@hvamp/models'
import { csv } from '../files/csv'
import { writeWhole } from '../files/write-file'
import { counted, meanAndError, metricTitle } from '../terminal/format'
import { textTable } from '../terminal/text-table'
import { runFiles } from './run-files'

/** How one model does on the held-out users. */
export interface Measured {
  /** For people, such as H+Vamp (Gated). */
  readonly title: string
  /** For machines, such as hvamp. */
  readonly name: string
  readonly evaluation: Evaluation
}

/** Measures a model. @throws the reason of the signal, once it comes */
export async function measure(
  title: string,
  model: Pick<Recommender, 'score' | 'name'>,
  users: HeldOutUsers,
  metrics: readonly Metric[],
  options: Pick<EvaluateOptions, 'signal'> = {},
): Promise<Measured> {
  return { title, name: model.name, evaluation: await evaluate(model, users, metrics, options) }
}

/** Measures what every model is held against: popularity, in the data that it was trained on. @throws as `measure` does */
export async function measurePopularity(
  train: Interactions | StoredBlocks,
  users: HeldOutUsers,
  metrics: readonly Metric[],
  options: Pick<EvaluateOptions, 'signal'> = {},
): Promise<Measured> {
  const baseline = popularity()
  await baseline.fit(train)
  return measure('popularity', baseline, users, metrics, options)
}

/** How near a model of ratings comes: RMSE 0.9499, MAE 0.7416 over 1,962 held-out ratings. */
export function ratingsLine({ rmse, mae, count: ratings }: RatingEvaluation): string {
  return `RMSE ${rmse.toFixed(4)}, MAE ${mae.toFixed(4)} over ${counted(ratings, 'held-out rating')}`
}

/** One line a model, one column a metric: mean ± standard error. */
export function metricsTable(measured: readonly Measured[]): string {
  const names = Object.keys(measured[0]?.evaluation.metrics ?? {})
  const rows = measured.map(({ title, evaluation }) => [
    title,
    ...names.map((name) => meanAndError(evaluation.metrics[name]!)),
    `${(100 * evaluation.itemCoverage).toFixed(1)} %`,
  ])
  return textTable(['', ...names.map(metricTitle), 'items shown'], rows)
}

/** The same as data, by the names of the models. */
export function metricsByModel(measured: readonly Measured[]) {
  return Object.fromEntries(
    measured.map(({ name, evaluation: { metrics, itemCoverage } }) => [
      name,
      {
        metrics: Object.fromEntries(
          Object.entries(metrics).map(([metric, { mean, standardError }]) => [
            metric,
            { mean, standardError },
          ]),
        ),
        itemCoverage,
      },
    ]),
  )
}

/** How models did on the test users, as `metrics.json` has it. @param measured at least one */
export function testedModels(measured: readonly Measured[], { foldIn }: HeldOutUsers) {
  const { userCount } = measured[0]!.evaluation
  return {
    users: userCount,
    withoutHeldOutItems: foldIn.userCount - userCount,
    models: metricsByModel(measured),
  }
}

/** Writes one line for each model and user with something held out: how much was seen, held out and found. */
export async function writePerUser(
  folder: string,
  measured: readonly Measured[],
  { foldIn, heldOut }: HeldOutUsers,
): Promise<void> {
  const names = Object.keys(measured[0]?.evaluation.metrics ?? {})
  const counts = ({ offsets, userIds }: Interactions) => userIds.map((_, i) => offsets[i + 1]! - offsets[i]!)
  const [seen, hidden] = [counts(foldIn), counts(heldOut)]
  const users = heldOut.userIds
    .map((id, i) => [id, seen[i]!, hidden[i]!] as const)
    .filter(([, , hidden]) => hidden > 0)
  const rows = measured.flatMap(({ name, evaluation: { metrics } }) =>
    users.map((user, i) => [name, ...user, ...names.map((metric) => metrics[metric]!.perUser[i]!)]),
  )
  const head = ['model', 'userId', 'foldIn', 'heldOut', ...names]
  await writeWhole(join(folder, runFiles.perUser), csv(head, rows))
}
