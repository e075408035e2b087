import { holdFolder } from '../files/folder-lock'
import { requireWritableFolder } from '../files/writable'
import { requireQueueable } from '../jobs/require-queueable'
import { runPlanned } from '../jobs/run-planned'
import { endStopped } from '../planned/end-stopped'
import type { ReadPlan } from '../planned/plan-from-here'
import { isOver, type PlannedRun, type RunState, stateOf } from '../planned/planned-run'
import { queueOption, type RunningSettings } from '../planned/running-settings'
import { badInput } from '../process/bad-input'
import { readElsewhere } from '../runs/elsewhere'
import { beginSeries, summarizeSeries } from '../series/series-folder'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import type { RequestedRun } from '../settings/run-settings'
import { duration, meanAndError, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { textTable } from '../terminal/text-table'
import { refitCommand } from '../tuning/refit-command'
import { seriesOfTrial } from '../tuning/trial-runs'
import {
  beginTune,
  rankedTrials,
  type TrialResult,
  type TunePlan,
  trialFolder,
  writeTune,
} from '../tuning/tune-folder'
import { requestedPlan, resumedPlan, type SearchOptions } from '../tuning/tune-plan'
import { tuneInRounds } from '../tuning/tune-rounds'
import { announceRound, announceTuning, leftLine, tuneWarnings } from './tune-lines'

type Flags = RequestedRun &
  SearchOptions &
  RunningSettings & { out?: string; resume?: string; trialMinutes?: number }

/** Tries options until all trials are over, and chooses. */
export async function tuneAction(path: string | undefined, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const { folder, plan: requested, read } = await planOf(path, options, out)
  requireQueueable(flags, { data: requested.data, options: requested.options, folder })
  await holdFolder(folder)
  const begun = await beginTune(folder, requested)
  await beginSeriesOf(folder, begun)
  const metric = metricTitle(begun.metric)
  announceTuning(folder, begun, out)
  const { interrupted, plan, results } = await tuneInRounds({
    ...{ folder, plan: begun },
    async onTrials(plan, results) {
      await writeTune(folder, plan, results)
      await beginSeriesOf(folder, plan)
    },
    async makeRuns(round, plan, runs, onChange) {
      const over = flags.cancel ? await statesOfOver(runs) : undefined
      if (over) return { interrupted: undefined, states: over } // it has no jobs any more
      announceRound(round, plan, out)
      return runPlanned(runs, {
        ...{ out, settings: options, folder, sha256: plan.source.sha256, read },
        ...{ minutes: flags.trialMinutes, metric, onChange },
      })
    },
    onChange: (plan, results) => writeTune(folder, plan, results),
  })
  for (const trial of plan.trials) {
    const series = seriesOfTrial(plan, trial)
    if (series) await summarizeSeries(trialFolder(folder, trial.name), series)
  }
  if (interrupted !== undefined) {
    const resume = `resume with: hvamp tune --resume ${shellWord(folder)}${queueOption(flags)}`
    endStopped({ folder, code: interrupted, resume }, out)
    return
  }
  await tell(folder, { plan, results, tryAgain: tryAgain(folder, flags) }, out)
}

/** The states of runs that are all over; undefined while one is not. */
async function statesOfOver(runs: readonly PlannedRun[]): Promise<RunState[] | undefined> {
  const states = await Promise.all(runs.map(stateOf))
  const areOver = runs.every((run, i) => isOver(run, states[i]!) || states[i]!.state === 'failed')
  return areOver ? states : undefined
}

async function planOf(
  path: string | undefined,
  options: Requested<Flags>,
  out: Output,
): Promise<ReadPlan<TunePlan> & { folder: string }> {
  const flags = options.values
  if (flags.resume !== undefined) {
    return { folder: flags.resume, ...(await resumedPlan(flags.resume, path, options)) }
  }
  if (path === undefined || flags.out === undefined) {
    throw badInput(
      "tune: must have a file of ratings and --out, or --resume; 'hvamp tune --help' has examples",
    )
  }
  await requireWritableFolder(flags.out, '--out')
  return { folder: flags.out, ...(await requestedPlan(path, options, out)) }
}

const shown = 20 // trials in the textTable; all are in the file

/** Where the users are divided into folds, a trial is a series. */
async function beginSeriesOf(folder: string, plan: TunePlan): Promise<void> {
  for (const trial of plan.trials) {
    const series = seriesOfTrial(plan, trial)
    if (series) await beginSeries(trialFolder(folder, trial.name), series)
  }
}

/** What makes trials that failed once more. */
function tryAgain(folder: string, flags: Flags): string {
  return `try what failed again with: hvamp tune --resume ${shellWord(folder)} --retry${queueOption(flags)}`
}

/** The leaderboard, and the chosen trial with its test metrics. */
async function tell(
  folder: string,
  { plan, results, tryAgain }: { plan: TunePlan; results: readonly TrialResult[]; tryAgain: string },
  out: Output,
): Promise<void> {
  const ranked = rankedTrials(results)
  const failed = results.flatMap(({ trial, state }) =>
    state.state === 'failed' ? [`${trial.name}: ${state.reason}`] : [],
  )
  const [best] = ranked
  if (!best) {
    throw badInput(
      `${folder}: some trial must end well, got ${failed.length} that failed; ${failed[0]}; ${tryAgain}`,
    )
  }
  const tried = Object.keys(best.trial.options)
  const head = [
    '',
    ...tried.map((name) => optionName(name).slice(2)),
    metricTitle(plan.metric),
    'best epoch',
    'training time',
  ]
  const rows = ranked
    .slice(0, shown)
    .map(({ trial, metrics }, i) => [
      String(i + 1),
      ...tried.map((name) => String(trial.options[name])),
      metrics.validation.toFixed(4),
      String(metrics.bestEpoch ?? ''),
      duration(metrics.trainingSeconds),
    ])
  out.print(`\n${textTable(head, rows)}`)
  const more = ranked.length > shown ? `, ${ranked.length - shown} more in leaderboard.csv` : ''
  out.print(`by ${metricTitle(plan.metric)} on validation users${more}`)
  const left = leftLine(plan, results)
  if (left !== undefined) out.print(left)
  for (const line of failed) out.print(`failed: ${line}`)
  if (failed.length > 0) out.print(tryAgain)
  const trials = ranked.map(({ trial }) => trial)
  const warnings = await tuneWarnings(folder, plan, trials)
  for (const { text } of warnings) out.note(text)
  const { metrics } = best.metrics.test.models[plan.model]!
  const test = Object.entries(metrics).map(([name, value]) => `${metricTitle(name)} ${meanAndError(value)}`)
  const elsewhere = await readElsewhere(best.folder)
  const use = elsewhere
    ? `its model is on ${elsewhere.host}, in ${elsewhere.folder}`
    : `recommend with: hvamp recommend ${shellWord(best.folder)} --items <id>,<id>`
  const isOfFolds = seriesOfTrial(plan, best.trial) !== undefined
  const next = isOfFolds ? `compare it with: hvamp compare ${shellWord(folder)} <run or series>` : use
  out.print(`\nchosen: ${best.folder}; ${next}`)
  const chosenOnTestUsers = isOfFolds && ranked.length > 1
  out.print(`test: ${test.join(', ')}${chosenOnTestUsers ? tooGood : ''}`)
  if (isOfFolds) out.print(`a model of all users, to recommend with: ${await refitCommand(folder, plan)}`)
  out.emit({
    event: 'result',
    folder,
    chosen: { trial: best.trial.name, run: best.folder, options: best.trial.options },
    validation: best.metrics.validation,
    test: metrics,
    chosenOnTestUsers,
    finished: ranked.length,
    ...(plan.halving && { paused: results.length - ranked.length - failed.length }),
    failed: failed.length,
    warnings,
  })
}

/** Of trials on all folds, whose validation users are test users of other folds. */
const tooGood = '; a little too good, for options were chosen on users who are test users of another fold'
