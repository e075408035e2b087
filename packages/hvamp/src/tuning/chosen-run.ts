import { join } from 'node:path'
import { isFile, isFolder } from '../files/folders'
import { badInput } from '../process/bad-input'
import { isSeries, readSeries } from '../series/series-folder'
import { runsOfSeries } from '../series/series-plan'
import { readTuneFile, trialFolder, tuneFileName } from './tune-folder'

/**
 * The folder that a path stands for: of a tuning, that of its chosen trial, which is a run or a series; any other path stays as
 * it is.
 *
 * @throws bad input if no trial of the tuning is finished, or the folder of the chosen one is not there
 */
export async function chosenFolderOf(path: string): Promise<string> {
  if (!(await isFile(join(path, tuneFileName)))) return path
  const { chosen } = await readTuneFile(path)
  if (!chosen) throw badInput(`${path}: some trial must be finished, got none: hvamp tune --resume ${path}`)
  const folder = trialFolder(path, chosen.name)
  if (!(await isFolder(folder)))
    throw badInput(`${path}: must have its best trial in ${folder}, got no such folder`)
  return folder
}

/**
 * The folder of the run that a path stands for: of a tuning, that of its chosen trial; any other path stays as it is.
 *
 * @throws bad input if no trial of the tuning is finished, the folder of the chosen one is not there, or it is a series
 */
export async function runFolderOf(path: string): Promise<string> {
  const folder = await chosenFolderOf(path)
  if (!(await isSeries(folder))) return folder
  const [first] = runsOfSeries(folder, await readSeries(folder))
  throw badInput(
    `${path}: must be one run, got a series, which has a model in each run: name one, such as ${first!.folder}`,
  )
}
