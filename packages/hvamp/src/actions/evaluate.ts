import type { HeldOutUsers } from '@hvamp/data'
import { evaluateRatings } from '@hvamp/models'
import { badInput } from '../process/bad-input'
import { asMeasured } from '../runs/as-measured'
import { measure, metricsByModel, metricsTable, ratingsLine } from '../runs/measure'
import { openModel, runOfModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import { trainedAmong, trainingUsers } from '../runs/training-users'
import { metricsFrom } from '../settings/metric-names'
import { isOfRatings } from '../settings/model'
import type { Requested } from '../settings/requested'
import { grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { runFolderOf } from '../tuning/chosen-run'
import type { EvaluateFlags, RequestedEvaluation } from './evaluate-flags'
import { usersToMeasure } from './measured-users'

/** Measures a model. */
export async function evaluateAction(
  path: string,
  data: string | undefined,
  requested: Requested<RequestedEvaluation>,
): Promise<void> {
  const out = output(requested.values)
  const folder = await runFolderOf(path)
  const options: Requested<EvaluateFlags> = await asMeasured(requested, folder)
  const flags = options.values
  if (flags.shard !== undefined) {
    const { evaluateShard } = await import('./evaluate-shard')
    return evaluateShard(folder, data, flags.shard, { options, out })
  }
  if (flags.out !== undefined) throw badInput(`--out: goes with --shard, got '${flags.out}'`)
  const metrics = metricsFrom(flags.metrics, '--metrics')
  await startBackend(flags)
  const model = await openModel(folder)
  const { summary, ...users } = await usersToMeasure(model, folder, data, { options, out })
  if (users.heldOut.items.length === 0) {
    throw badInput(`${data ?? path}: some user must have something held out that the model knows, got nobody`)
  }
  const trained = data === undefined ? 0 : await reportTrained(users, folder, data, out)
  const measured = [await measure(model.name, model, users, metrics)]
  const ratings = isOfRatings(model.name) && users.heldOut.values && (await evaluateRatings(model, users))
  out.print(metricsTable(measured))
  if (ratings) out.print(`\n${ratingsLine(ratings)}`)
  out.print(`\nmean ± standard error over ${grouped(measured[0]!.evaluation.userCount)} users`)
  out.emit({
    event: 'result',
    ...(summary && { data: summary }),
    users: measured[0]!.evaluation.userCount,
    ...(data !== undefined && { trainedUsers: trained ?? null }),
    models: metricsByModel(measured),
    ...(ratings && { ratings }),
  })
}

/**
 * Says how many of the measured users took part in training: the model knows them, so that they look better than new users do.
 *
 * @returns their number; undefined where the data of the training are not there, or of a model without its run
 */
async function reportTrained(
  { heldOut }: HeldOutUsers,
  folder: string,
  data: string,
  out: Output,
): Promise<number | undefined> {
  const run = await runOfModel(folder)
  const users = run && (await trainingUsers(folder, run))
  const trained = users && trainedAmong(heldOut, users)
  if (trained === undefined) {
    out.note(
      `${data}: which of its users took part in training is not known, for the training data are not there`,
    )
  } else if (trained > 0) {
    out.note(
      `${data}: ${grouped(trained)} of the users measured took part in training, which flatters the model`,
    )
  }
  return trained
}
