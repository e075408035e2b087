import { readRatings } from '@hvamp/data/node'
import type { HistorySource } from './history-source'

/** Histories of a file, and how many users have one. */
export interface FileHistories {
  readonly historyOf: HistorySource
  readonly users: number
}

/**
 * Reads what users have from a file in any format of @hvamp/data, and keeps it in memory: 4 bytes an entry, and the ids.
 *
 * @throws naming the file and what is wrong with it
 * @example const { historyOf } = await fileHistories('orders.csv')
 */
export async function fileHistories(path: string): Promise<FileHistories> {
  const { userIds, itemIds, offsets, items } = await readRatings(path)
  const rowOf = new Map(userIds.map((id, row) => [id, row]))
  return {
    users: userIds.length,
    historyOf(user) {
      const row = rowOf.get(user)
      if (row === undefined) return undefined
      return Array.from(items.subarray(offsets[row], offsets[row + 1]), (item) => itemIds[item]!)
    },
  }
}
