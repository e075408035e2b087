import { join } from 'node:path'
import { rowSolverInThreads } from '@hvamp/backends'
import type { Recommender } from '@hvamp/models'
import { modelFolder as folderOfModel, loadModel } from '@hvamp/models/node'
import { isFile, isFolder } from '../files/folders'
import { badInput, checkingInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'
import { shellWord } from '../terminal/shell-word'
import { readElsewhere } from './elsewhere'
import { runFiles } from './run-files'
import { readRun } from './run-folder'

/** The folder of a model: the one given, or the one in the folder of a run. */
export async function modelFolder(path: string): Promise<string> {
  if (!(await isFolder(path))) {
    const got = (await isFile(path)) ? 'a file' : 'no such folder'
    throw badInput(`${path}: must be the folder of a model or a run, got ${got}`)
  }
  if ((await isFile(join(path, runFiles.config))) && !(await isFolder(join(path, runFiles.model)))) {
    const elsewhere = await readElsewhere(path)
    if (elsewhere) {
      throw badInput(
        `${path}: its model is on ${elsewhere.host}, in ${elsewhere.folder}, where a worker made it: copy that folder`,
      )
    }
    throw badInput(`${path}: has no model yet: finish it with hvamp train --resume ${shellWord(path)}`)
  }
  return checkingInput(() => folderOfModel(path))
}

/** The configuration of the run that a model is of; undefined for the folder of a model alone. */
export async function runOfModel(path: string): Promise<RunConfig | undefined> {
  return (await isFile(join(path, runFiles.config))) ? readRun(path) : undefined
}

const unknownModel = /restore: model must be one of .*, or named in `models`, got ('.*')$/

/** Says of a model of somebody's own network, in words of the command, that it is one. */
function ofHvampOnly(error: Error): never {
  if (!unknownModel.test(error.message)) throw error
  const rule =
    'must be a model that hvamp has, got $1: a network of your own is loaded with its code, in a program'
  throw badInput(error.message.replace(unknownModel, rule), error)
}

/** Loads a model, every file of it checked; a backend has to be running. It computes in these threads, or in all. */
export async function openModel(
  path: string,
  { threads }: { readonly threads?: number | undefined } = {},
): Promise<Recommender> {
  const folder = await modelFolder(path)
  const resources = { rowSolver: rowSolverInThreads({ threads }) }
  return checkingInput(() => loadModel(folder, { resources }).catch(ofHvampOnly))
}
