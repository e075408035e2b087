import { join } from 'node:path'
import { isFile, isFolder } from '../files/folders'
import { badInput } from '../process/bad-input'
import { readTuneFile, trialFolder, tuneFileName } from './tune-folder'

/**
 * The folder of the run that a path stands for: of a tuning, that of its chosen trial; any other path stays as it is.
 *
 * @throws bad input if no trial of the tuning is finished, or the folder of the chosen one is not there
 */
export async function runFolderOf(path: string): Promise<string> {
  if (!(await isFile(join(path, tuneFileName)))) return path
  const { chosen } = await readTuneFile(path)
  if (!chosen) throw badInput(`${path}: some trial must be finished, got none: hvamp tune --resume ${path}`)
  const folder = trialFolder(path, chosen.name)
  if (!(await isFolder(folder)))
    throw badInput(`${path}: must have its best trial in ${folder}, got no such folder`)
  return folder
}
