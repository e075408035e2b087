import { isSeries, runFoldersOfSeries } from '../series/series-folder'
import { chosenFolderOf } from '../tuning/chosen-run'

/**
 * The folders of the runs that paths stand for: of a series all its runs, of a tuning those of its chosen trial; the folder of a
 * run as it is.
 */
export async function comparedRuns(paths: readonly string[]): Promise<string[]> {
  const folders = await Promise.all(
    paths.map(async (path) => {
      const folder = await chosenFolderOf(path)
      return (await isSeries(folder)) ? runFoldersOfSeries(folder) : [folder]
    }),
  )
  return folders.flat()
}

/** The run that stands for the system with which others are compared. */
export async function comparedRun(path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : (await comparedRuns([path]))[0]
}
