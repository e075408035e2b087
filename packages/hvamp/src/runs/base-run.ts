import { lstat, realpath } from 'node:fs/promises'
import { badInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'
import { modelFolder } from './open-model'
import { readRun } from './run-folder'

/** An earlier run that a new one is made after, or held against. */
export interface BaseRun {
  /** As it was given. */
  readonly run: string
  /** Where it is, links followed: a link may move on before the new run ends. */
  readonly folder: string
  readonly config: RunConfig
  /** The epoch to repeat, where it is not that of the run alone. */
  readonly bestEpoch?: number | undefined
}

/**
 * @param option that names it, for errors
 * @throws bad input if there is no run, or it has no model yet
 */
export async function openBase(path: string, option: string): Promise<BaseRun> {
  const folder = await realpath(path).catch(() => undefined)
  if (folder === undefined) {
    const isLink = await lstat(path).catch(() => undefined)
    const got = isLink ? `the link '${path}', which leads to nothing` : `'${path}', which is not there`
    throw badInput(`${option}: must be the folder of a run, got ${got}`)
  }
  const config = await readRun(folder)
  await modelFolder(folder) // before the data are read
  return { run: path, folder, config }
}
