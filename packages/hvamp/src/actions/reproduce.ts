import { ensureFolder } from '@hvamp/files'
import { meansOverSeeds } from '../comparison/means-over-seeds'
import { dataFolderOf, needsOwnData } from '../experiments/experiment-request'
import { experiments } from '../experiments/experiments'
import { holdFolder } from '../files/folder-lock'
import { requireWritableFolder } from '../files/writable'
import { type LoadedSplit, loadSplit } from '../inputs/load-split'
import { differencesInWords } from '../inputs/published-counts'
import { runPlanned } from '../jobs/run-planned'
import { endStopped } from '../planned/end-stopped'
import { noneEndedWell } from '../planned/none-ended-well'
import { type RunState, stateOf } from '../planned/planned-run'
import { requireBackend } from '../planned/require-backend'
import { requireSameRuns } from '../planned/same-runs'
import { badInput } from '../process/bad-input'
import { runsBesideEarlier } from '../reproduction/made-before'
import { type RowRuns, runsOfTable } from '../reproduction/planned-rows'
import type { PublishedTable } from '../reproduction/published-table'
import { publishedTables } from '../reproduction/published-tables'
import {
  type Deviations,
  type ReproductionSummary,
  summaryCells,
  summaryNotes,
  writeSummary,
} from '../reproduction/report-files'
import { compareRow, type RowResult } from '../reproduction/verdicts'
import { chosenDataOptions } from '../settings/chosen-data'
import { type Requested, requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { textTable } from '../terminal/text-table'
import { type ExperimentFlags, experimentAction } from './experiment'
import { tableMarks } from './table-marks'

type Flags = ExperimentFlags & { partial?: boolean }

/** Options about data that published tables take. */
const ofPublished = ['heldOut', 'dataFolder']

/** Makes a published table again, or one of our own, as far as it is not there yet. */
export async function reproduceAction(name: string, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const experiment = experiments.find((each) => each.name === name)
  if (experiment) {
    if (flags.partial) throw badInput(`--partial: goes with a published table, got ${name}`)
    return experimentAction(experiment, options)
  }
  for (const option of ['trials', 'folds'] as const) {
    if (flags[option] !== undefined) {
      const names = experiments.map((each) => each.name).join(', ')
      throw badInput(`--${option}: goes with a table of our own, one of ${names}, got ${name}`)
    }
  }
  const other = Object.keys(chosenDataOptions(options)).find((each) => !ofPublished.includes(each))
  if (other !== undefined) throw needsOwnData(other, name)
  const out = output(flags)
  const { out: folder, budget } = flags
  const table = publishedTables.find((each) => each.name === name)!
  if (flags.heldOut !== undefined && !flags.partial) {
    throw badInput(`--held-out: must come with --partial, got it alone`)
  }
  const dataFolder = dataFolderOf(flags)
  const data = {
    ...(dataFolder !== undefined && { dataFolder }),
    ...(flags.heldOut !== undefined && { heldOut: flags.heldOut }),
  }
  const asked = { folder, rows: flags.rows, seeds: flags.seeds, budget, data }
  const planned = runsOfTable(table, asked)
  await requireWritableFolder(folder, '--out')
  await holdFolder(folder)
  const checked = await checkData(table, data, flags)
  await requireSameRuns(
    planned.flatMap((each) => each.runs),
    checked.sha256,
    checked.settings,
  )
  const rows = await runsBesideEarlier(table, asked, checked)
  const runs = rows.filter(({ isRequested }) => isRequested).flatMap((each) => each.runs)
  await requireBackend(runs, flags)
  const { marks } = checked
  await ensureFolder(folder)
  out.note(`table ${name}, ${table.title}: ${runs.length} run${runs.length === 1 ? '' : 's'}, in ${folder}`)
  for (const mark of marks) out.note(mark)
  out.emit({ event: 'reproduce', folder, table: name, marks, runs: runs.map((each) => each.name) })

  const before = await earlierRows(rows.filter(({ isRequested }) => !isRequested))
  const atFirst = await Promise.all(runs.map(stateOf))
  const rowOf = rowResults(table)
  const summaryOf = async (states: readonly RunState[]): Promise<ReproductionSummary> => {
    const made = rows.map((row) => {
      const own = row.isRequested
        ? row.runs.map((run) => visited(states, atFirst, runs.indexOf(run)))
        : before.get(row)
      return own ? [rowOf(row, own)] : []
    })
    return { table, marks, rows: await Promise.all(made.flat()) }
  }
  const { interrupted, states } = await runPlanned(runs, {
    out,
    ...{ settings: options, folder, sha256: checked.sha256, read: checked.settings },
    minutes: flags.runMinutes,
    metric: metricTitle('ndcg@100'),
    onChange: async (states) => writeSummary(folder, await summaryOf(states)),
  })
  tell(folder, await summaryOf(states), out)
  if (interrupted !== undefined) {
    endStopped({ folder, code: interrupted, resume: 'the same command resumes' }, out)
  } else if (states.every(({ state }) => state === 'failed')) {
    throw noneEndedWell(folder, runs, states)
  }
}

/** Reads the data, to be sure of them before anything starts; marks say what is not as published. */
async function checkData(
  { dataSet }: PublishedTable,
  data: Readonly<Record<string, string | number>>,
  { partial = false, heldOut, budget }: Flags,
): Promise<{ marks: Deviations; sha256: string; settings: LoadedSplit['settings'] }> {
  const asked = requested({ ...runDefaults, ...data }, Object.keys(data))
  const { differences, source, settings } = await loadSplit(dataSet, { ...asked, areFiltersFixed: true })
  if (differences.length > 0 && !partial) {
    throw badInput(
      `--data: must be all of the published data, got that ${differencesInWords(dataSet, differences)}: --partial accepts these data, and marks every output`,
    )
  }
  const division = heldOut === undefined ? {} : { heldOut }
  return {
    marks: tableMarks({ dataSet, differences, division, budget, schedule: "the paper's" }),
    sha256: source.sha256,
    settings,
  }
}

/** The state of a run, or what it was at first where it was not its turn yet. */
function visited(states: readonly RunState[], atFirst: readonly RunState[], run: number): RunState {
  return states[run]!.state === 'waiting' ? atFirst[run]! : states[run]!
}

/** Makes the results of rows; what a row that is finished comes to over its seeds is read once. */
function rowResults({
  metrics,
}: PublishedTable): (row: RowRuns, states: readonly RunState[]) => Promise<RowResult> {
  const known = new Map<RowRuns, ReturnType<typeof meansOverSeeds>>()
  return async (row, states) => {
    if (!states.every(({ state }) => state === 'finished')) return compareRow(row, states, metrics)
    if (!known.has(row)) {
      const folders = row.runs.map(({ folder }) => folder)
      known.set(row, meansOverSeeds(folders, metrics))
    }
    return compareRow(row, states, metrics, await known.get(row))
  }
}

/** The rows of which something is there already, with the states of their runs. */
async function earlierRows(rows: readonly RowRuns[]): Promise<Map<RowRuns, RunState[]>> {
  const found = await Promise.all(
    rows.map(async (row) => [row, await Promise.all(row.runs.map(stateOf))] as const),
  )
  return new Map(
    found.filter(
      ([{ leftOut = [] }, states]) => leftOut.length > 0 || states.some(({ state }) => state !== 'waiting'),
    ),
  )
}

function tell(folder: string, summary: ReproductionSummary, out: Output): void {
  const { head, rows } = summaryCells(summary)
  out.print(`\n${textTable(head, rows)}\n`)
  for (const note of summaryNotes(summary)) out.print(note)
  out.print(`written to ${folder}`)
  out.emit({ event: 'result', folder, table: summary.table.name, marks: summary.marks, rows: summary.rows })
}
