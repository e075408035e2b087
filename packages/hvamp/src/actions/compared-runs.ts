import { join } from 'node:path'
import type { NamedRuns } from '../comparison/named-runs'
import { badInput } from '../process/bad-input'
import { isSeries, runFoldersOfSeries } from '../series/series-folder'
import { shellWord } from '../terminal/shell-word'
import { chosenFolderOf } from '../tuning/chosen-run'
import { measuredRows } from './table-runs'

/**
 * The runs that paths stand for, those of one system together: of a series all its runs, of a tuning those of its chosen trial, of a
 * table that hvamp reproduce made, or of a row of it, those of each row that is measured; a run as it is.
 */
export async function namedRuns(paths: readonly string[]): Promise<NamedRuns[]> {
  const named = await Promise.all(
    paths.map(async (path): Promise<NamedRuns[]> => {
      const folder = await chosenFolderOf(path)
      if (await isSeries(folder)) return [{ folders: await runFoldersOfSeries(folder), origin: path }]
      const rows = await measuredRows(folder)
      if (rows) return rows.map(({ name, folders }) => ({ folders, origin: join(path, name) }))
      return [{ folders: [folder], origin: folder === path ? undefined : path }]
    }),
  )
  return named.flat()
}

/** The folders of those runs. */
export async function comparedRuns(paths: readonly string[]): Promise<string[]> {
  return (await namedRuns(paths)).flatMap(({ folders }) => [...folders])
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
