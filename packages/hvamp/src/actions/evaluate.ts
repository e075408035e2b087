import { divideHistories, type HeldOutUsers } from '@hvamp/data'
import { evaluateRatings, type Recommender } from '@hvamp/models'
import { isFolder } from '../files/folders'
import { asTrained } from '../inputs/as-trained'
import type { DataSummary } from '../inputs/data-summary'
import { knownHistories, type Unknown } from '../inputs/histories'
import { loadRatings } from '../inputs/load-ratings'
import { type LoadedSplit, loadSplitOf } from '../inputs/load-split'
import { isDataSet, locateData } from '../inputs/locate-data'
import { readSplit } from '../inputs/split-folder'
import { badInput, checkingInput } from '../process/bad-input'
import { measure, metricsByModel, metricsTable, ratingsLine } from '../runs/measure'
import { openModel, runOfModel } from '../runs/open-model'
import { readRun } from '../runs/run-folder'
import { startBackend } from '../runs/start-backend'
import { trainedAmong } from '../runs/training-users'
import { asItLooks } from '../runs/user-histories'
import type { BackendSettings } from '../settings/backend'
import { type DataSettings, layoutFrom } from '../settings/data'
import { metricsFrom } from '../settings/metric-names'
import { isOfRatings } from '../settings/model'
import type { Requested } from '../settings/requested'
import { grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { runFolderOf } from '../tuning/chosen-run'

interface Flags extends DataSettings, BackendSettings {
  metrics: string
  part: 'validation' | 'test'
  unknown: Unknown
  foldIn: number
  splitSeed: number
  json?: boolean
}

/** Measures a model. */
export async function evaluateAction(
  path: string,
  data: string | undefined,
  options: Requested<Flags>,
): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const metrics = metricsFrom(flags.metrics, '--metrics')
  await startBackend(flags)
  const folder = await runFolderOf(path)
  const model = await openModel(folder)
  const { summary, ...users } = await usersFor(model, folder, data, { options, out })
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
  const trained = run && (await trainedAmong(heldOut, folder, run))
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

async function usersFor(
  { itemIds }: Recommender,
  path: string,
  data: string | undefined,
  { options, out }: { options: Requested<Flags>; out: Output },
): Promise<HeldOutUsers & { readonly summary?: DataSummary }> {
  const flags = options.values
  const { isExplicit } = options
  const known = { unknown: flags.unknown, where: data ?? path }
  if (data !== undefined && (isDataSet(data) || !(await isFolder(data)))) {
    const run = isDataSet(data) ? undefined : await runOfModel(path)
    const trained = run && asTrained(options, run)
    const { path: located, settings } = await locateData(data, trained?.options ?? options)
    const { kept, summary } = await loadRatings(
      located,
      { values: settings, isExplicit: trained?.options.isExplicit ?? isExplicit },
      {
        layout: trained?.layout,
        otherwise: trained ? [asItLooks(trained.layout, layoutFrom(flags))] : [],
        out,
      },
    )
    const { foldIn, splitSeed: seed } = flags
    const histories = knownHistories(kept, itemIds, { ...known, out })
    const users = await checkingInput(() => divideHistories(histories, { foldIn, seed }))
    return { ...users, summary }
  }
  const { split } = data === undefined ? await splitOf(path, out) : await readSplit(data)
  const { foldIn, heldOut } = split[flags.part]
  return {
    foldIn: knownHistories(foldIn, itemIds, { ...known, out }), // both parts have the same items
    heldOut: knownHistories(heldOut, itemIds, known),
  }
}

/** The split that a run was trained on. */
async function splitOf(path: string, out: Output): Promise<LoadedSplit> {
  const run = await readRun(path)
  if (run.options.split === 'none') {
    throw badInput(
      `${path}: must have held-out users, got a run that was trained on everybody: give data to measure on`,
    )
  }
  return loadSplitOf(path, run, undefined, out)
}
