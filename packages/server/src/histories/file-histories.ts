import type { Interactions } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import type { HistorySource } from './history-source'

/** Histories of a file, or of another store that is read as a whole. */
export interface FileHistories {
  readonly historyOf: HistorySource
  /** How many users have one. */
  readonly users: number
  /**
   * Reads them again; until that is done, and if it fails, the histories from before stay.
   *
   * @throws naming the file and what is wrong with it
   */
  reload(): Promise<void>
}

/**
 * Reads what users have from a file in any format of @hvamp/data, and keeps it in memory: 4 bytes an entry, and the ids.
 *
 * @throws naming the file and what is wrong with it
 * @example const { historyOf } = await fileHistories('orders.csv')
 */
export async function fileHistories(path: string): Promise<FileHistories> {
  return histories(() => readRatings(path))
}

/**
 * Keeps what users have in memory: 4 bytes an entry, and the ids.
 *
 * @param read reads all of it, such as from a database; called again by `reload`
 * @throws as `read` does
 * @example const { historyOf } = await histories(() => readRatings('orders.csv'))
 */
export async function histories(read: () => Promise<Interactions>): Promise<FileHistories> {
  let current = indexed(await read())
  return {
    historyOf: (user) => current.historyOf(user),
    get users() {
      return current.users
    },
    async reload() {
      current = indexed(await read())
    },
  }
}

function indexed({ userIds, itemIds, offsets, items }: Interactions) {
  const rowOf = new Map(userIds.map((id, row) => [id, row]))
  return {
    users: userIds.length,
    historyOf(user: string): string[] | undefined {
      const row = rowOf.get(user)
      if (row === undefined) return undefined
      return Array.from(items.subarray(offsets[row], offsets[row + 1]), (item) => itemIds[item]!)
    },
  }
}
