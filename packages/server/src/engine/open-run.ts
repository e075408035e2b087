import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { readWhole, sha256Of } from '@hvamp/files'
import { modelFromFiles, type Recommender } from '@hvamp/models'
import { modelFolder } from '@hvamp/models/node'
import type { ServedModel } from '../schemas/model'

/** The file that says what a model is. */
const description = 'model.json'

/** Where a run is. Links are followed once, so that a link that moves on while files are read cannot mix two models. */
export interface LocatedRun {
  /** The folder that was given, links followed. */
  readonly run: string
  /** The folder of its model: the same, or `model/` in it. */
  readonly folder: string
}

/**
 * Finds the model of a run, or the model itself.
 *
 * @throws if neither is there
 */
export async function locateRun(path: string): Promise<LocatedRun> {
  const run = await realpath(path).catch((cause: Error) => {
    throw new Error(`${path}: must be the folder of a run or a model, got ${cause.message}`, { cause })
  })
  return { run, folder: await modelFolder(run, path) }
}

/** A model read from files, and the version that these files are. */
export interface OpenedRun {
  readonly recommender: Recommender
  readonly model: ServedModel
}

/**
 * Reads a model, every file of it checked; a backend has to be running.
 *
 * @throws naming the file and what is wrong with it
 */
export async function openRun({ run, folder }: LocatedRun): Promise<OpenedRun> {
  let version = ''
  const read = async (name: string) => {
    const bytes = await readWhole(join(folder, name))
    if (name === description) version = versionOf(bytes)
    return bytes
  }
  const recommender = await modelFromFiles(read, { where: `${folder}${sep}`, sha256: sha256Of })
  const { name, itemIds } = recommender
  return { recommender, model: { name, version, run: nameOf({ run, folder }), items: itemIds.length } }
}

/** The last part of the folder of a run, also where that of its model was given. */
function nameOf({ run, folder }: LocatedRun): string {
  const isInRun = run === folder && basename(run) === 'model'
  return basename(isInRun ? dirname(run) : run)
}

/** The version of a model, without reading it. */
export async function versionAt({ folder }: LocatedRun): Promise<string> {
  return versionOf(await readFile(join(folder, description)))
}

/** The description has a checksum of the weights in it, so its own tells models apart. */
function versionOf(bytes: Uint8Array): string {
  return sha256Of(bytes).slice(0, 16)
}
