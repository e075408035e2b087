import type { Interactions } from '@hvamp/data'
import { isDatabaseAddress } from '@hvamp/databases'
import { loadSplitOf } from '../inputs/load-split'
import { isStandardInput } from '../inputs/on-disk'
import { isBadInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'

/**
 * How many users with something held out took part in the training of a run; undefined where its data are not on disk as they
 * were.
 */
export async function trainedAmong(
  { userIds, offsets }: Interactions,
  folder: string,
  run: RunConfig,
): Promise<number | undefined> {
  const { path } = run.data.source
  if (isStandardInput(path) || isDatabaseAddress(path)) return undefined
  try {
    const { split } = await loadSplitOf(folder, run)
    const trained = new Set(split.train.userIds)
    return userIds.filter((id, user) => offsets[user]! < offsets[user + 1]! && trained.has(id)).length
  } catch (error) {
    if (!isBadInput(error)) throw error
    return undefined // moved or changed since
  }
}
