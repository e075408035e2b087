import { comparisonNotes, comparisonTables } from '../comparison/tables'
import { holdFolder } from '../files/folder-lock'
import { requireWritableFolder } from '../files/writable'
import { emitData } from '../inputs/data-summary'
import { tellLeftOut } from '../inputs/left-out-rows'
import { loadSplit } from '../inputs/load-split'
import { isStandardInput } from '../inputs/on-disk'
import { tellDifferences } from '../inputs/published-counts'
import { wayToKeep } from '../inputs/way-to-keep'
import { requireQueueable } from '../jobs/require-queueable'
import { runPlanned } from '../jobs/run-planned'
import { endStopped } from '../planned/end-stopped'
import { planFromHere, type ReadPlan } from '../planned/plan-from-here'
import { planTitle } from '../planned/plan-title'
import type { PlannedRun, RunState } from '../planned/planned-run'
import { queueOption, type RunningSettings, runningOptions } from '../planned/running-settings'
import { requireSameData } from '../planned/same-data'
import { badInput } from '../process/bad-input'
import { holdDefaultRunFolder, readRun } from '../runs/run-folder'
import {
  beginSeries,
  finishedRuns,
  isSeries,
  readSeries,
  resumeSeries,
  summarizeSeries,
} from '../series/series-folder'
import { memberKind, runsOfSeries, type SeriesPlan } from '../series/series-plan'
import { compareSeries, summaryOf } from '../series/series-summary'
import { chosenDataOptions } from '../settings/chosen-data'
import { requireMetrics } from '../settings/measuring'
import { requireUsedOptions } from '../settings/model'
import type { Options } from '../settings/option-arguments'
import { optionName } from '../settings/option-name'
import { explicitValues, type Requested, requested } from '../settings/requested'
import type { RequestedRun } from '../settings/run-settings'
import { counted, grouped, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { textTable } from '../terminal/text-table'

export type SeriesFlags = RequestedRun &
  RunningSettings & { out?: string; resume?: string; seeds?: readonly number[]; dataFolder?: string }

/** Options of the series itself, and those that may change when it is resumed. */
const ofSeries = ['model', 'seeds', 'seed']
const free = ['out', 'resume', ...runningOptions, 'checkpointSeconds']
const whenResumed = [...free, 'dataFolder'] // where the data are now

/** Whether a training is one of several runs: of all folds, of several seeds, or a series that is resumed. */
export async function isOfSeveralRuns({
  resume,
  seeds,
  folds,
  fold,
}: Pick<SeriesFlags, 'resume' | 'seeds' | 'folds' | 'fold'>): Promise<boolean> {
  if (resume !== undefined) return isSeries(resume)
  return seeds !== undefined || (folds !== undefined && fold === undefined)
}

/** Trains a model on every fold with every seed, each run in a process of its own, and sums them up. */
export async function seriesAction(path: string | undefined, options: Requested<SeriesFlags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const { folder, plan, read } = await planOf(path, options, out)
  const { folds, options: ofRuns } = plan
  requireQueueable(flags, {
    data: plan.data,
    options: { ...ofRuns, ...(folds !== undefined && { folds }) },
    folder,
  })
  if (flags.out !== undefined || flags.resume !== undefined) await holdFolder(folder) // else it is held already
  await beginSeries(folder, plan)
  const runs = runsOfSeries(folder, plan)
  out.note(`${planTitle(plan)}: ${grouped(runs.length)} runs on ${plan.data}, in ${folder}`)
  out.emit({ event: 'series', folder, plan })
  const { interrupted, states } = await runPlanned(runs, {
    out,
    ...{ settings: options, folder, sha256: plan.source.sha256, read },
    minutes: undefined,
    metric: metricTitle(String(ofRuns.validationMetric ?? flags.validationMetric)),
    onChange: () => summarizeSeries(folder, plan),
  })
  if (interrupted !== undefined) {
    const resume = `resume with: hvamp train --resume ${shellWord(folder)}${queueOption(flags)}`
    endStopped({ folder, code: interrupted, resume }, out)
    return
  }
  const tryAgain = `try what failed again with: ${resumeSeries(folder, states)}${queueOption(flags)}`
  await tell(folder, { plan, runs, states, tryAgain }, out)
}

async function planOf(
  path: string | undefined,
  options: Requested<SeriesFlags>,
  out: Output,
): Promise<ReadPlan<SeriesPlan> & { folder: string }> {
  const flags = options.values
  if (flags.resume !== undefined) {
    const other = Object.keys(explicitValues(options)).find((name) => !whenResumed.includes(name))
    if (other !== undefined) {
      throw badInput(`--resume: must come without ${optionName(other)}, for ${flags.resume} has its own`)
    }
    return { folder: flags.resume, ...(await resumedPlan(flags.resume, path ?? flags.dataFolder, flags)) }
  }
  if (path === undefined || isStandardInput(path)) {
    const wayOut = path === undefined ? '' : `: ${wayToKeep(path, chosenDataOptions(options))}`
    throw badInput(`train: must have a file of ratings for several runs, got ${path ?? 'none'}${wayOut}`)
  }
  const folder = flags.out ?? (await holdDefaultRunFolder(path, flags.model))
  if (flags.out !== undefined) await requireWritableFolder(folder, '--out')
  return { folder, ...(await requestedPlan(path, options, out)) }
}

/** The plan of a series that is resumed; its data have to be what they were. @param path of them, if they are not where they were */
async function resumedPlan(
  folder: string,
  path: string | undefined,
  defaults: SeriesFlags,
): Promise<ReadPlan<SeriesPlan>> {
  const plan = await planFromHere(await readSeries(folder), path)
  const [first] = runsOfSeries(folder, plan)
  const { source, settings } = await loadSplit(
    plan.data,
    requested({ ...defaults, ...first!.options }, Object.keys(first!.options)),
  )
  requireSameData(folder, plan, source.sha256)
  return { plan: path === undefined ? plan : { ...plan, source }, read: settings }
}

/** The plan that options ask for, checked with the data read. */
async function requestedPlan(
  path: string,
  options: Requested<SeriesFlags>,
  out: Output,
): Promise<ReadPlan<SeriesPlan>> {
  const { values, isExplicit } = options
  const { model, fold, seeds = [values.seed] } = values
  if (isExplicit('until')) throw badInput('--until: must come without --seeds and several --folds, got both')
  const folds = fold === undefined ? values.folds : undefined // a fold that is named stays an option of all runs
  const others = [...ofSeries, ...free, ...(folds === undefined ? [] : ['folds'])]
  const chosen = Object.entries(explicitValues(options)).filter(([name]) => !others.includes(name))
  const fixed = Object.fromEntries(chosen) as Options
  requireMetrics(values)
  requireUsedOptions(model, Object.keys(fixed))
  const ofFirst = folds === undefined ? {} : { fold: 1 }
  const loaded = await loadSplit(path, { values: { ...values, ...ofFirst }, isExplicit }, out)
  tellDifferences(loaded, out)
  emitData(loaded.summary, out)
  const ofFolds = folds === undefined ? {} : { folds }
  const plan = { data: path, source: loaded.source, model, options: fixed, ...ofFolds, seeds: [...seeds] }
  return { plan, read: loaded.settings }
}

/** A series whose runs are over. */
interface Ended {
  readonly plan: SeriesPlan
  readonly runs: readonly PlannedRun[]
  readonly states: readonly RunState[]
  /** What makes runs that failed once more. */
  readonly tryAgain: string
}

async function tell(folder: string, { plan, runs, states, tryAgain }: Ended, out: Output): Promise<void> {
  const finished = await finishedRuns(folder, plan)
  const failed = states.flatMap((state, i) =>
    state.state === 'failed' ? [`${runs[i]!.title}: ${state.reason}`] : [],
  )
  if (finished.length === 0) {
    throw badInput(
      `${folder}: some run must end well, got ${failed.length} that failed; ${failed[0]}; ${tryAgain}`,
    )
  }
  await tellLeftOutOfFolds(plan, finished, out)
  const comparison = await compareSeries(finished.map((run) => run.folder))
  const [means] = comparisonTables(comparison)
  out.print(`\n${textTable(means!.head, means!.rows)}\n`)
  for (const note of comparisonNotes(comparison, 0)) out.print(note)
  for (const { text } of comparison.warnings) out.note(text)
  if (failed.length > 0) {
    out.print(
      `the table is of ${finished.length} of ${counted(runs.length, memberKind(plan))}: the others failed`,
    )
    for (const line of failed) out.print(`failed: ${line}`)
    out.print(`written to ${folder}; ${tryAgain}`)
  } else {
    out.print(`written to ${folder}; compare it with: hvamp compare ${shellWord(folder)} <run or series>`)
  }
  const summary = summaryOf(
    comparison,
    finished.map(({ name }) => name),
  )
  const { warnings } = comparison
  out.emit({ event: 'result', folder, ...summary, warnings, failed: failed.length })
}

/** Says what is in no part of the folds behind the first one, of which it was said before its training. */
async function tellLeftOutOfFolds(
  { data, folds, seeds: [first] }: SeriesPlan,
  runs: readonly PlannedRun[],
  out: Output,
): Promise<void> {
  for (const { folder, options } of runs) {
    const { fold, seed } = options
    if (typeof fold !== 'number' || fold === 1 || seed !== first) continue
    const config = await readRun(folder)
    tellLeftOut(`${data}, fold ${fold} of ${folds}`, config.data.leftOut, out)
  }
}
