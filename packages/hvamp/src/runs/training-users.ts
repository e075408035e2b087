import type { Interactions } from '@hvamp/data'
import { isDatabaseAddress } from '@hvamp/databases'
import { loadSplitOf } from '../inputs/load-split'
import { isStandardInput } from '../inputs/on-disk'
import { isBadInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'
import { grouped } from '../terminal/format'
import { readTrainedUsers, type TrainedUsers } from './trained-users'

/** How many users with something held out took part in the training of a run, of which these are the users. */
export function trainedAmong({ userIds, offsets }: Interactions, trained: TrainedUsers): number {
  return userIds.filter((id, user) => offsets[user]! < offsets[user + 1]! && trained.has(id)).length
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
export async function trainingUsers(folder: string, run: RunConfig): Promise<TrainedUsers | undefined> {
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
