import { rm, rmdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { databaseName, isDatabaseAddress } from '@hvamp/databases'
import type { CheckpointStore, EpochRecord } from '@hvamp/training'
import { fileCheckpoints } from '@hvamp/training/node'
import { csv } from '../files/csv'
import { holdIfFree } from '../files/folder-lock'
import { isFile, isTaken } from '../files/folders'
import { readJson } from '../files/json-file'
import { makeFolder } from '../files/new-folder'
import { holdNewFolder } from '../files/outputs'
import { requireWritable } from '../files/writable'
import { writeJson, writeWhole } from '../files/write-file'
import { type RunConfig, runConfig } from '../settings/run-config'
import { noRun } from './no-run'
import { checkpointName, runFiles } from './run-files'

/** Holds the folder of a new run: the one named, or else its default. @throws bad input as `holdNewFolder` does */
export async function holdRunFolder(
  out: string | undefined,
  dataPath: string,
  model: string,
): Promise<string> {
  if (out === undefined) return holdDefaultRunFolder(dataPath, model)
  await holdNewFolder(out, '--out')
  return out
}

/**
 * Holds the folder of a run without `--out`: runs/<name of the data>-<model>, numbered from the second one on, of which another
 * process may hold the first without having made it yet.
 *
 * @throws bad input if it could not be made
 */
export async function holdDefaultRunFolder(dataPath: string, model: string): Promise<string> {
  const file = isDatabaseAddress(dataPath) ? databaseName(dataPath) : basename(dataPath, '.gz')
  const stem = join('runs', `${basename(file, extname(file))}-${model}`)
  for (let number = 1; ; number++) {
    const folder = number === 1 ? stem : `${stem}-${number}`
    if (await isTaken(folder)) continue
    await requireWritable(folder, '--out')
    const isFree = (await holdIfFree(folder)) && !(await isTaken(folder)) // it may have been made meanwhile
    if (isFree) return folder
  }
}

/** Makes the folder, which this process holds, with its `config.json`: there are both or neither. */
export async function createRun(folder: string, config: RunConfig): Promise<void> {
  await makeFolder(folder, (temporary) => writeJson(join(temporary, runFiles.config), config))
}

/** @throws bad input if the folder is no run, or its config.json was altered to something else */
export async function readRun(folder: string): Promise<RunConfig> {
  const path = join(folder, runFiles.config)
  if (!(await isFile(path))) throw await noRun(folder)
  return readJson(path, runConfig)
}

/** Where the run's checkpoint is kept. */
export function checkpointsOf(folder: string): CheckpointStore {
  return fileCheckpoints(join(folder, runFiles.checkpoint))
}

/** Whether there is a checkpoint to resume the run from; its folder alone is none, as where the disk was full at the first one. */
export async function hasCheckpoint(folder: string): Promise<boolean> {
  return isFile(join(folder, runFiles.checkpoint, checkpointName))
}

/** Removes a run that failed, so that its folder is free for another try; files that training did not write stay. */
export async function removeRun(folder: string): Promise<void> {
  for (const name of Object.values(runFiles)) await rm(join(folder, name), { recursive: true, force: true })
  await rmdir(folder).catch(() => {}) // somebody else's file is in it
}

/** Removes the checkpoint of a finished run. */
export async function removeCheckpoint(folder: string): Promise<void> {
  await rm(join(folder, runFiles.checkpoint), { recursive: true, force: true })
}

/** Writes one line an epoch to `history.csv`. */
export async function writeHistory(folder: string, epochs: readonly EpochRecord[]): Promise<void> {
  const terms = Object.keys(epochs[0]?.terms ?? {})
  const head = ['epoch', 'klWeight', 'loss', ...terms, 'validation', 'seconds']
  const rows = epochs.map(({ epoch, klWeight, loss, terms: values, validation, seconds }) => [
    epoch,
    klWeight,
    loss,
    ...terms.map((name) => values[name] ?? ''),
    validation ?? '',
    seconds.toFixed(3),
  ])
  await writeWhole(join(folder, runFiles.history), csv(head, rows))
}
