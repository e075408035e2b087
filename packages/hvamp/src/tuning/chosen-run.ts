import { join } from 'node:path'
import { isFile, isFolder } from '../files/folders'
import { splitManifest } from '../inputs/split-files'
import { stateOf } from '../planned/planned-run'
import { badInput } from '../process/bad-input'
import { modelFolder } from '../runs/open-model'
import { runFiles } from '../runs/run-files'
import { runsIn } from '../runs/runs-in'
import { finishedRuns, isSeries, readSeries, resumeSeries } from '../series/series-folder'
import { runsOfSeries } from '../series/series-plan'
import { grouped } from '../terminal/format'
import { shellWord } from '../terminal/shell-word'
import { refitCommand } from './refit-command'
import { readTuneFile, trialFolder, tuneFileName } from './tune-folder'

const named = 3 // runs of a folder in an error

/**
 * The folder that a path stands for: of a tuning, that of its chosen trial, which is a run or a series; any other path stays as
 * it is.
 *
 * @throws bad input if no trial of the tuning is finished, or the folder of the chosen one is not there
 */
export async function chosenFolderOf(path: string): Promise<string> {
  if (!(await isFile(join(path, tuneFileName)))) return path
  const { chosen } = await readTuneFile(path)
  if (!chosen)
    throw badInput(`${path}: some trial must be finished, got none: hvamp tune --resume ${shellWord(path)}`)
  const folder = trialFolder(path, chosen.name)
  if (!(await isFolder(folder)))
    throw badInput(`${path}: must have its best trial in ${folder}, got no such folder`)
  return folder
}

/**
 * The folder of the run that a path stands for: of a tuning, that of its chosen trial; any other path stays as it is.
 *
 * @throws bad input if no trial of the tuning is finished, the folder of the chosen one is not there, or it is a series or another
 *   folder of runs, some of which it names
 */
export async function runFolderOf(path: string): Promise<string> {
  const folder = await chosenFolderOf(path)
  if (!(await isSeries(folder))) {
    await requireNoRunsIn(folder)
    return folder
  }
  const plan = await readSeries(folder)
  const [first] = await finishedRuns(folder, plan)
  const states = await Promise.all(runsOfSeries(folder, plan).map(stateOf))
  const kind =
    plan.folds === undefined
      ? 'a series, which has a model in each run: name one'
      : `a series, whose runs are each trained on some of the ${grouped(plan.folds)} folds: ${await refitCommand(path, plan)} makes one model of all users with its options; or name one`
  throw badInput(
    first
      ? `${path}: must be one run, got ${kind}, such as ${shellWord(first.folder)}; hvamp report ${shellWord(path)} shows all`
      : `${path}: must be one run, got a series of which none is finished: ${resumeSeries(path, states)}`,
  )
}

/**
 * The same for a command that uses the model: asked before its other files are, so that a folder that is not there is told first.
 *
 * @throws bad input also if there is no model
 */
export async function folderWithModel(path: string): Promise<string> {
  const folder = await runFolderOf(path)
  await modelFolder(folder)
  return folder
}

/** @throws bad input if a folder is no run and no model, but has runs in it: those of a reproduction, or of any kind */
async function requireNoRunsIn(folder: string): Promise<void> {
  if (!(await isFolder(folder))) return
  if (await isFile(join(folder, splitManifest))) {
    throw badInput(
      `${folder}: must be one run or a model, got data that hvamp split divided: the run comes first, and data after it`,
    )
  }
  for (const file of [runFiles.config, 'model.json', join(runFiles.model, 'model.json')]) {
    if (await isFile(join(folder, file))) return
  }
  const runs = await runsIn(folder)
  if (runs.length === 0) return
  const shown = runs.slice(0, named).map(shellWord).join(', ')
  throw badInput(
    `${folder}: must be one run or a model, got a folder of ${grouped(runs.length)} runs: name one, such as ${shown}`,
  )
}
