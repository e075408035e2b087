import { basename } from 'node:path'
import { isDatabaseAddress } from '@hvamp/databases'
import { ensureFolder } from '@hvamp/files'
import {
  type Choices,
  choiceOf,
  dropCheckpoints,
  readChoices,
  requireSameTrials,
  runsMeasured,
  writeChoices,
} from '../experiments/choices'
import { earlierSeeds } from '../experiments/earlier-seeds'
import type { Experiment } from '../experiments/experiment'
import {
  choiceLine,
  differencesCells,
  type ExperimentFacts,
  experimentNotes,
  fewerTrialsNote,
  meansCells,
  writeExperiment,
} from '../experiments/experiment-report'
import {
  divisionInWords,
  type ExperimentOptions,
  otherDivision,
  requestOf,
  splitRequest,
  testedInWords,
  withHeldOut,
} from '../experiments/experiment-request'
import { readExperiment } from '../experiments/experiment-results'
import { membersOfSearch, type SearchRequest, type SystemRuns, searchOf } from '../experiments/planned-search'
import { holdFolder } from '../files/folder-lock'
import { emitData } from '../inputs/data-summary'
import { type LoadedSplit, loadSplit } from '../inputs/load-split'
import { runPlanned } from '../jobs/run-planned'
import { endStopped } from '../planned/end-stopped'
import { noneEndedWell } from '../planned/none-ended-well'
import { type PlannedRun, stateOf } from '../planned/planned-run'
import { requireBackend } from '../planned/require-backend'
import type { RunningSettings } from '../planned/running-settings'
import { requireSameRuns } from '../planned/same-runs'
import { catchInterrupts } from '../process/interrupt'
import type { Options } from '../settings/option-arguments'
import type { Requested } from '../settings/requested'
import { counted, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { textTable } from '../terminal/text-table'
import { makeBlends } from './experiment-blends'
import { tableMarks } from './table-marks'

export type ExperimentFlags = RunningSettings & ExperimentOptions & { runMinutes?: number }

const reportInterval = 60_000 // milliseconds between reports while runs go on

/** Makes a table of our own: tries options of each system on the validation users, chooses, and measures what was chosen. */
export async function experimentAction(
  experiment: Experiment,
  options: Requested<ExperimentFlags>,
): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const { out: folder } = flags
  const requested = await requestOf(experiment, options)
  await holdFolder(folder)
  let choices = await readChoices(folder)
  const areFiltersFixed = experiment.dataSet !== undefined
  const loaded = await loadSplit(requested.data, { ...splitRequest(requested), areFiltersFixed }, out)
  const request = await withHeldOut(requested, loaded)
  const earlier = await earlierSeeds(experiment, request, choices)
  const plans = searchOf(experiment, request, earlier)
  const asked = plans.filter(({ isRequested }) => isRequested)
  const { sha256 } = loaded.source
  const runsOf = (plan: SystemRuns) => [...plan.trials.map(({ run }) => run), ...runsMeasured(plan, choices)]
  await requireSameRuns(plans.flatMap(runsOf), sha256, loaded.settings)
  for (const plan of plans) {
    const before = choices[plan.system.name]
    if (before) requireSameTrials(plan, before)
  }
  await requireBackend(asked.flatMap(runsOf), flags)
  emitData(loaded.summary, out)
  await ensureFolder(folder)
  const facts = factsOf(experiment, request, loaded, otherDivision(experiment, options))
  const namesOf = (seeds: readonly number[]) => membersOfSearch({ ...request, seeds }).map(({ name }) => name)
  const place = {
    ...{ folder, members: namesOf(request.seeds) },
    earlier: new Map(Array.from(earlier, ([row, seeds]) => [row, namesOf(seeds)])),
  }
  const read = () => readExperiment(experiment, plans, choices, place)
  let written = Number.NEGATIVE_INFINITY
  const write = async () => {
    await writeExperiment(folder, facts, await read())
    written = performance.now()
  }
  const stage = (runs: readonly PlannedRun[], onChange: () => Promise<void>) =>
    runPlanned(runs, {
      out,
      ...{ settings: options, folder, sha256, read: loaded.settings },
      minutes: flags.runMinutes,
      metric: metricTitle('ndcg@100'),
      onChange: async () => {
        await onChange()
        if (performance.now() - written > reportInterval) await write() // it reads every user of every run
      },
    })

  const searched = asked.filter(({ system }) => !choices[system.name])
  const trials = searched.flatMap((plan) => plan.trials.map(({ run }) => run))
  out.note(
    `${experiment.title}: ${counted(trials.length, 'trial')} of ${counted(searched.length, 'system')}, in ${folder}`,
  )
  for (const mark of facts.marks) out.note(mark)
  if (flags.retry) for (const note of notTriedAgain(asked, choices)) out.note(note)
  out.emit({
    ...{ event: 'search', folder, experiment: experiment.name, marks: facts.marks },
    runs: trials.map(({ name }) => name),
  })
  const search = await stage(trials, () => dropCheckpoints(searched))
  if (search.interrupted !== undefined) {
    await write()
    return endStopped({ folder, code: search.interrupted, resume: theSameCommand }, out)
  }

  const choosing = catchInterrupts(() => {}) // files are being written
  choices = await choose(folder, asked, choices, out).finally(() => choosing.release())
  if (choosing.code !== undefined) {
    return endStopped({ folder, code: choosing.code, resume: theSameCommand }, out)
  }
  const measured = asked.flatMap((plan) => runsMeasured(plan, choices))
  if (measured.length > 0) out.note(`measuring ${counted(measured.length, 'run')} on test users`)
  const { interrupted: stopped, states } = await stage(measured, async () => {})
  const blended =
    stopped === undefined
      ? await makeBlends({ experiment, plans, place, rows: request.rows, backend: flags }, choices, out)
      : { choices, interrupted: stopped }
  choices = blended.choices
  await tell(folder, facts, await read(), out)
  const { interrupted } = blended
  if (interrupted !== undefined) return endStopped({ folder, code: interrupted, resume: theSameCommand }, out)
  if (asked.length > 0 && states.every(({ state }) => state === 'failed')) {
    throw noneEndedWell(folder, [...trials, ...measured], [...search.states, ...states])
  }
}

/** Of which systems trials that failed are not tried again: test users may have been looked at since one was chosen. */
function notTriedAgain(plans: readonly SystemRuns[], choices: Choices): string[] {
  return plans.flatMap(({ system: { name, title } }) => {
    const note = fewerTrialsNote({ title, choice: choices[name] })
    return note === undefined ? [] : [`${note} This choice stays: --retry tries no trial of it again.`]
  })
}

/** Chooses a trial of each system that is searched, tells it, and records it, before any test user is looked at. */
async function choose(
  folder: string,
  plans: readonly SystemRuns[],
  before: Choices,
  out: Output,
): Promise<Choices> {
  const choices: Record<string, Choices[string]> = { ...before }
  for (const plan of plans) {
    const { name } = plan.system
    const found =
      choices[name] ?? choiceOf(plan, await Promise.all(plan.trials.map(({ run }) => stateOf(run))))
    if (!found) {
      out.note(`${plan.system.title}: nothing to choose from, for every trial failed`)
      continue
    }
    choices[name] = found
    out.print(choiceLine(plan.system, found))
    out.emit({ event: 'chosen', system: name, ...found })
  }
  await writeChoices(folder, choices)
  return choices
}

function factsOf(
  experiment: Experiment,
  request: SearchRequest,
  loaded: LoadedSplit,
  division: Options,
): ExperimentFacts {
  const { trials, budget, seeds } = request
  const { settings, differences } = loaded
  return {
    experiment,
    rows: request.rows,
    setting: `${nameOf(loaded)}: ${divisionInWords(request, loaded)}; ${trials} trial${trials > 1 ? 's' : ''} of each system, or all where there are fewer; seed${seeds.length > 1 ? 's' : ''} ${seeds.join(', ')}; SHA-256 of the data ${loaded.source.sha256}.`,
    tested: testedInWords(request, experiment),
    marks: tableMarks({ dataSet: settings.dataSet, differences, division, budget, schedule: 'its own' }),
  }
}

/** The data as a report has them, which is read elsewhere: a file without its folder, a database without its password. */
function nameOf({ source: { path } }: LoadedSplit): string {
  return isDatabaseAddress(path) ? path : basename(path)
}

const theSameCommand = 'the same command resumes'

async function tell(
  folder: string,
  facts: ExperimentFacts,
  results: Awaited<ReturnType<typeof readExperiment>>,
  out: Output,
): Promise<void> {
  await writeExperiment(folder, facts, results)
  for (const cells of [meansCells(results), differencesCells(results)]) {
    if (cells && cells.rows.length > 0) out.print(`\n${textTable(cells.head, cells.rows)}`)
  }
  out.print('')
  for (const note of experimentNotes(facts, results)) out.print(note)
  const isCompared = results.systems.filter(({ measured }) => measured).length > 1
  const next = isCompared ? `; every difference, and charts: hvamp report ${shellWord(folder)}` : ''
  out.print(`written to ${folder}${next}`)
  const { against, users, withoutHeldOutItems, systems } = results
  const { experiment, marks } = facts
  const measured = { against, users, withoutHeldOutItems, systems }
  out.emit({ event: 'result', folder, experiment: experiment.name, marks, ...measured })
}
