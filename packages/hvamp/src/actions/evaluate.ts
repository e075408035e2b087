import type { HeldOutUsers } from '@hvamp/data'
import { evaluateRatings } from '@hvamp/models'
import { type DataOrigin, isSameOrigin, originInWords, trainingOrigin } from '../inputs/data-origin'
import { unmeasuredNotes } from '../inputs/unmeasured-users'
import { badInput } from '../process/bad-input'
import { catchInterrupts } from '../process/interrupt'
import { asMeasured } from '../runs/as-measured'
import { measure, metricsByModel, metricsTable, ratingsLine } from '../runs/measure'
import { openModel, runOfModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import { equalIdsNote, trainedAmong, trainingUsers } from '../runs/training-users'
import { metricsFrom } from '../settings/metric-names'
import { isOfRatings } from '../settings/model'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { runTitle } from '../settings/run-title'
import { counted, grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { folderWithModel } from '../tuning/chosen-run'
import type { EvaluateFlags, RequestedEvaluation } from './evaluate-flags'
import { usersToMeasure } from './measured-users'

/** Measures a model. */
export async function evaluateAction(
  path: string,
  data: string | undefined,
  requested: Requested<RequestedEvaluation>,
): Promise<void> {
  const out = output(requested.values)
  const folder = await folderWithModel(path)
  const options: Requested<EvaluateFlags> = await asMeasured(requested, folder)
  const flags = options.values
  if (flags.shard !== undefined) {
    const { evaluateShard } = await import('./evaluate-shard')
    return evaluateShard(folder, data, flags.shard, { options, out })
  }
  if (flags.out !== undefined) throw badInput(`--out: goes with --shard, got '${flags.out}'`)
  const metrics = metricsFrom(flags.metrics, '--metrics')
  await startBackend(flags)
  const model = await openModel(folder, flags)
  const run = await runOfModel(folder)
  const title = run ? runTitle(run) : model.name
  const {
    summary,
    origin,
    isOwnSplit = false,
    ...users
  } = await usersToMeasure(model, folder, data, { options, out })
  if (users.heldOut.items.length === 0) {
    throw badInput(`${data ?? path}: some user must have something held out that the model knows, got nobody`)
  }
  const trained =
    origin &&
    data !== undefined &&
    (await reportTrained(users, folder, data, { run, origin, isOwnSplit, out }))
  const tested = await untilStopped(out, async (signal) => ({
    measured: [await measure(title, model, users, metrics, { signal })],
    ratings:
      isOfRatings(model.name) && users.heldOut.values && (await evaluateRatings(model, users, { signal })),
  }))
  if (!tested) return
  const { measured, ratings } = tested
  out.print(metricsTable(measured))
  if (ratings) out.print(`\n${ratingsLine(ratings)}`)
  const { userCount } = measured[0]!.evaluation
  const without = users.foldIn.userCount - userCount
  out.print(`\nmean ± standard error over ${counted(userCount, 'user')}`)
  const measuredOn = isOwnSplit || data === undefined ? 'training' : 'file'
  for (const note of unmeasuredNotes({ measured: userCount, withoutHeldOutItems: without }, measuredOn))
    out.note(note)
  out.emit({
    event: 'result',
    ...(summary && { data: summary }),
    users: userCount,
    withoutHeldOutItems: without,
    ...trained,
    models: metricsByModel(measured),
    ...(ratings && { ratings }),
  })
}

/** Does work that leaves nothing when a signal stops it, which it says then, and gives undefined. */
async function untilStopped<T>(
  out: Output,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const interrupt = catchInterrupts(() => {})
  try {
    return await work(interrupt.signal)
  } catch (error) {
    if (interrupt.code === undefined || error !== interrupt.signal.reason) throw error
    out.note('stopped; nothing was measured: the same command begins again')
    out.emit({ event: 'interrupted' })
    process.exitCode = interrupt.code
    return undefined
  } finally {
    interrupt.release()
  }
}

/**
 * Says where the model was trained on other data, and how many of the measured users took part in training: the model knows them, so
 * that they look better than new users do. Of other data equal ids may be those of other people. The split of the training itself may test
 * users who are trained on, on what is held out of them: such a protocol flatters nobody.
 *
 * @returns the number of users who did, and of those who have the id of one; null where the data of the training are not there, or of a
 *   model without its run, and the first also of other data
 */
async function reportTrained(
  { heldOut }: HeldOutUsers,
  folder: string,
  data: string,
  {
    run,
    origin,
    isOwnSplit,
    out,
  }: {
    readonly run: RunConfig | undefined
    readonly origin: DataOrigin
    readonly isOwnSplit: boolean
    readonly out: Output
  },
): Promise<{
  readonly trainedUsers: number | null
  readonly trainedIds: number | null
  readonly isOwnSplit: boolean
}> {
  const trainedOn = run && (await trainingOrigin(run))
  const isSame = trainedOn !== undefined && isSameOrigin(trainedOn, origin)
  if (trainedOn && !isSame) out.note(otherDataNote(originInWords(origin), originInWords(trainedOn)))
  const users = run && (await trainingUsers(folder, run))
  const trained = users && trainedAmong(heldOut, users)
  if (trained === undefined) {
    out.note(
      `${data}: which of its users took part in training is not known, for the training data are not there`,
    )
  } else if (trained > 0) {
    out.note(
      isOwnSplit
        ? `${data}: the split that the model was trained on, which tests training users on what is held out of them`
        : isSame
          ? `${data}: ${grouped(trained)} of the users measured took part in training, which flatters the model`
          : equalIdsNote(trained, data),
    )
  }
  return { trainedUsers: isSame ? (trained ?? null) : null, trainedIds: trained ?? null, isOwnSplit }
}

function otherDataNote(measured: string, trained: string): string {
  return measured === trained
    ? `measured on ${measured}, which is not what it was when the model was trained on it`
    : `measured on ${measured}; the model was trained on ${trained}, which is not the same data`
}
