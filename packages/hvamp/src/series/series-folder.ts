import { join } from 'node:path'
import { z } from 'zod'
import { exists, isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { makeFolder } from '../files/new-folder'
import { writeJson } from '../files/write-file'
import { type PlannedRun, type RunState, retryOption, stateOf } from '../planned/planned-run'
import { requireSamePlan } from '../planned/same-plan'
import { badInput } from '../process/bad-input'
import { shellWord } from '../terminal/shell-word'
import { runsOfSeries, type SeriesPlan, seriesPlan } from './series-plan'
import { compareSeries, type SeriesSummary, seriesSummary, summaryOf } from './series-summary'

/** What `series.json` holds. */
const seriesFile = z.strictObject({
  format: z.literal('hvamp-series'),
  version: z.literal(1),
  plan: seriesPlan,
  /** Of the runs that are finished. */
  summary: seriesSummary.optional(),
})

const fileOf = (folder: string) => join(folder, 'series.json')

/** Whether a folder is that of a series. */
export async function isSeries(folder: string): Promise<boolean> {
  return isFile(fileOf(folder))
}

/** @throws bad input if the file is damaged */
export async function readSeries(folder: string): Promise<SeriesPlan> {
  return (await readJson(fileOf(folder), seriesFile)).plan
}

/** Makes the folder of a new series, or checks that a resumed one has the requested plan. */
export async function beginSeries(folder: string, plan: SeriesPlan): Promise<void> {
  if (await isSeries(folder)) {
    return requireSamePlan(folder, seriesPlan.parse(plan), await readSeries(folder))
  }
  if (await exists(folder)) {
    throw badInput(`--out: must be a new folder or one of a series, got '${folder}'`)
  }
  await makeFolder(folder, (temporary) => writeSeries(temporary, plan, undefined))
}

/** The runs of a series that are finished. */
export async function finishedRuns(folder: string, plan: SeriesPlan): Promise<PlannedRun[]> {
  const runs = runsOfSeries(folder, plan)
  const states = await Promise.all(runs.map(stateOf))
  return runs.filter((_, i) => states[i]!.state === 'finished')
}

/** Writes what the finished runs come to into `series.json`. */
export async function summarizeSeries(folder: string, plan: SeriesPlan): Promise<void> {
  const finished = await finishedRuns(folder, plan)
  if (finished.length === 0) return writeSeries(folder, plan, undefined)
  const comparison = await compareSeries(finished.map((run) => run.folder))
  const names = finished.map(({ name }) => name)
  await writeSeries(folder, plan, summaryOf(comparison, names))
}

/** Writes `series.json`. */
async function writeSeries(
  folder: string,
  plan: SeriesPlan,
  summary: SeriesSummary | undefined,
): Promise<void> {
  const content = { format: 'hvamp-series', version: 1, plan, ...(summary && { summary }) }
  await writeJson(fileOf(folder), content)
}

/**
 * The folders of the runs of a series.
 *
 * @throws bad input if one is not finished
 */
export async function runFoldersOfSeries(folder: string): Promise<string[]> {
  const runs = runsOfSeries(folder, await readSeries(folder))
  const states = await Promise.all(runs.map(stateOf))
  const missing = states.findIndex(({ state }) => state !== 'finished')
  if (missing >= 0) {
    throw badInput(
      `${folder}: must have all its runs finished, got ${runs[missing]!.name} ${states[missing]!.state}: ${resumeSeries(folder, states)}`,
    )
  }
  return runs.map((run) => run.folder)
}

/** The command that finishes a series. @param states of its runs, of which those that failed are tried again */
export function resumeSeries(folder: string, states: readonly RunState[]): string {
  return `hvamp train --resume ${shellWord(folder)}${retryOption(states)}`
}
