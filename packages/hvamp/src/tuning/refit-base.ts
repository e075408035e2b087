import { type BaseRun, openBase } from '../runs/base-run'
import { readFinishedRun } from '../runs/run-metrics'
import { isSeries, runFoldersOfSeries } from '../series/series-folder'
import { counted, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { chosenFolderOf, runFolderOf } from './chosen-run'

/**
 * The run that a refit repeats. Of a series, or of a tuning whose trials are series, that is the first run, and its best epoch is the median
 * of those of all runs, which differ in their folds and seeds alone.
 *
 * @param out where it is said what is taken of a series
 * @throws bad input if there is no finished run, or one of the series is not finished
 */
export async function refitBase(path: string, out: Output): Promise<BaseRun> {
  const folder = await chosenFolderOf(path)
  if (!(await isSeries(folder))) return openBase(await runFolderOf(path), '--refit')
  const runs = await runFoldersOfSeries(folder)
  const base = await openBase(runs[0]!, '--refit')
  const ends = await Promise.all(runs.map(readFinishedRun))
  const epochs = ends.flatMap(({ bestEpoch }) => bestEpoch ?? [])
  const bestEpoch = epochs.length > 0 ? median(epochs) : undefined
  const ofEpochs =
    bestEpoch === undefined ? '' : `, in ${counted(bestEpoch, 'epoch')}, the median of their best`
  out.note(`refit of the options of ${grouped(runs.length)} runs in ${folder}${ofEpochs}`)
  return { ...base, run: path, bestEpoch }
}

/** Of an even number of values, the mean of the two in the middle, rounded. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return Math.round((sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2)
}
