import { badInput } from '../process/bad-input'
import { isSeries, runFoldersOfSeries } from '../series/series-folder'
import { shellWord } from '../terminal/shell-word'
import { chosenFolderOf } from '../tuning/chosen-run'
import { measuredRows } from './table-runs'

/**
 * The folders of the runs that paths stand for: of a series all its runs, of a tuning those of its chosen trial, of a table that
 * hvamp reproduce made, or of a row of it, those that are measured; the folder of a run as it is.
 */
export async function comparedRuns(paths: readonly string[]): Promise<string[]> {
  const folders = await Promise.all(
    paths.map(async (path) => {
      const folder = await chosenFolderOf(path)
      if (await isSeries(folder)) return runFoldersOfSeries(folder)
      return (await measuredRows(folder))?.flatMap(({ folders }) => folders) ?? [folder]
    }),
  )
  return folders.flat()
}

/**
 * The run that stands for the system with which others are compared.
 *
 * @throws bad input if the path stands for several systems
 */
export async function comparedRun(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined
  const rows = await measuredRows(path)
  if (rows && rows.length > 1) {
    throw badInput(
      `--to: must be one system, got a table of ${rows.length} rows: name a run of one, such as ${shellWord(rows[0]!.folders[0]!)}`,
    )
  }
  return (await comparedRuns([path]))[0]
}
