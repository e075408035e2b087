import { join } from 'node:path'
import type { Interactions } from '@hvamp/data'
import { isDatabaseAddress } from '@hvamp/databases'
import { type DataAgain, type LoadedSplit, loadSplitOf } from '../inputs/load-split'
import { withoutDecimals } from '../inputs/near-ids'
import { isStandardInput } from '../inputs/on-disk'
import { badInput, isBadInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'
import { grouped } from '../terminal/format'
import { runFiles } from './run-files'
import { readTrainedUsers, type TrainedUsers } from './trained-users'

/** How many users with something held out took part in the training of a run, of which these are the users; also where their ids went through a double. */
export function trainedAmong({ userIds, offsets }: Interactions, trained: Pick<TrainedUsers, 'has'>): number {
  const isTrained = (id: string) => trained.has(id) || trained.has(withoutDecimals(id))
  return userIds.filter((id, user) => offsets[user]! < offsets[user + 1]! && isTrained(id)).length
}

/** What is said of measured users with ids of training users, where it is not known that these are the same people. */
export function equalIdsNote(users: number, data?: string): string {
  const where = data === undefined ? '' : `${data}: `
  return `${where}${grouped(users)} of the users measured have ids that training users have too: if they are the same people, this flatters the model`
}

/**
 * The users that a run was trained on, by its own list of them. A run of an early version has none: then its data are read, and
 * the users are undefined where these are not on disk as they were.
 */
export async function trainingUsers(
  folder: string,
  run: RunConfig,
): Promise<Pick<TrainedUsers, 'has'> | undefined> {
  const listed = await readTrainedUsers(folder)
  if (listed) return listed
  const { path } = run.data.source
  if (isStandardInput(path) || isDatabaseAddress(path)) return undefined
  try {
    const { split } = await loadSplitOf(folder, run)
    return new Set(split.train.userIds)
  } catch (error) {
    if (!isBadInput(error)) throw error
    return undefined // moved or changed since
  }
}

/**
 * The split of a finished run, made again to measure on its held-out users.
 *
 * @throws bad input as `loadSplitOf` does, or if the run was trained on a user whom its options hold out
 */
export async function heldOutAgain(folder: string, run: RunConfig, again?: DataAgain): Promise<LoadedSplit> {
  const loaded = await loadSplitOf(folder, run, again)
  if (run.options.split !== 'strong') return loaded // others test users on more of their items
  const trained = await readTrainedUsers(folder)
  if (!trained) return loaded
  const { validation, test } = loaded.split
  for (const { userIds } of [test.foldIn, validation.foldIn]) {
    const known = userIds.filter((id) => trained.has(id))
    if (known.length === 0) continue
    throw badInput(
      `${join(folder, runFiles.config)}: options must hold out users who took no part in the training, got ${grouped(known.length)} of ${grouped(userIds.length)} who did, first '${known[0]}' (${runFiles.trainedUsers}): undo the change of that file`,
    )
  }
  return loaded
}
