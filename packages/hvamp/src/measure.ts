import { join } from 'node:path'
import type { HeldOutUsers } from '@hvamp/data'
import type { Metric } from '@hvamp/metrics'
import { type Evaluation, evaluate, type Recommender } from '@hvamp/models'
import { meanAndError, metricTitle } from './format'
import { runFiles } from './run-folder'
import { table } from './table'
import { csv, writeWhole } from './write-file'

/** How one model does on the held-out users. */
export interface Measured {
  /** For people, such as H+Vamp (Gated). */
  readonly title: string
  /** For machines, such as hvamp. */
  readonly name: string
  readonly evaluation: Evaluation
}

/** Measures a model. */
export async function measure(
  title: string,
  model: Pick<Recommender, 'score' | 'name'>,
  users: HeldOutUsers,
  metrics: readonly Metric[],
): Promise<Measured> {
  return { title, name: model.name, evaluation: await evaluate(model, users, metrics) }
}

/** One line a model, one column a metric: mean ± standard error. */
export function metricsTable(measured: readonly Measured[]): string {
  const names = Object.keys(measured[0]?.evaluation.metrics ?? {})
  const rows = measured.map(({ title, evaluation }) => [
    title,
    ...names.map((name) => meanAndError(evaluation.metrics[name]!)),
    `${(100 * evaluation.itemCoverage).toFixed(1)} %`,
  ])
  return table(['', ...names.map(metricTitle), 'items shown'], rows)
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

/** Writes one line for each model and user with something held out, for paired tests and the like. */
export async function writePerUser(
  folder: string,
  measured: readonly Measured[],
  { heldOut }: HeldOutUsers,
): Promise<void> {
  const names = Object.keys(measured[0]?.evaluation.metrics ?? {})
  const users = heldOut.userIds.filter((_, user) => heldOut.offsets[user + 1]! > heldOut.offsets[user]!)
  const rows = measured.flatMap(({ name, evaluation: { metrics } }) =>
    users.map((id, user) => [name, id, ...names.map((metric) => metrics[metric]!.perUser[user]!)]),
  )
  await writeWhole(join(folder, runFiles.perUser), csv(['model', 'userId', ...names], rows))
}
