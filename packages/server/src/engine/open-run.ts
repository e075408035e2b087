import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { modelFromFiles, type Recommender } from '@hvamp/models'
import { modelFolder as folderOfModel } from '@hvamp/models/node'
import type { ServedModel } from '../schemas/model'

/** The file that says what a model is. */
const description = 'model.json'

/**
 * The folder of a model: the one given, or `model/` in the folder of a run. Links are followed once, so that a link that
 * moves on while files are read cannot mix two models.
 *
 * @throws if neither has a model
 */
export async function modelFolder(run: string): Promise<string> {
  const folder = await realpath(run).catch((cause: Error) => {
    throw new Error(`${run}: must be the folder of a run or a model, got ${cause.message}`, { cause })
  })
  return folderOfModel(folder, run)
}

/** A model read from files, and the version that these files are. */
export interface OpenedRun {
  readonly recommender: Recommender
  readonly model: ServedModel
}

/**
 * Reads a model, every file of it checked; a backend has to be running.
 *
 * @param folder as `modelFolder` gives it
 * @throws naming the file and what is wrong with it
 */
export async function openRun(folder: string): Promise<OpenedRun> {
  let version = ''
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, name))
    if (name === description) version = versionOf(bytes)
    return bytes
  }
  const recommender = await modelFromFiles(read, { where: `${folder}${sep}` })
  const { name, itemIds } = recommender
  return { recommender, model: { name, version, run: folder, items: itemIds.length } }
}

/**
 * Where the model of a run is, and its version, without reading it.
 *
 * @throws if the run has no model
 */
export async function runVersion(run: string): Promise<{ folder: string; version: string }> {
  const folder = await modelFolder(run)
  return { folder, version: versionOf(await readFile(join(folder, description))) }
}

/** The description has a checksum of the weights in it, so its own tells models apart. */
function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}
