import { binarize, type Interactions, type Reading, rejects, unreadRating } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { requireKnown } from '@hvamp/random'
import type { HistorySource } from './history-source'

/** Histories of a file, or of another store that is read as a whole. */
export interface FileHistories {
  readonly historyOf: HistorySource
  /** How many users have one. */
  readonly users: number
  /** Why the last `reload` failed, or what it read was not taken; undefined if it was taken. */
  readonly refused: Error | undefined
  /**
   * Reads them again; until that is done, and if it fails or they are not taken, the histories from before stay. One
   * read runs at a time: what is read last was begun last.
   *
   * @param options.force also takes histories of fewer than half of the users before
   * @throws naming the file and what is wrong with it
   */
  reload(options?: { readonly force?: boolean | undefined }): Promise<HistoriesAgain>
}

/** What was read again. */
export interface HistoriesAgain {
  /** Not where fewer than half of the users have one: it may be half a file. */
  readonly isTaken: boolean
  /** How many users have one in what was read. */
  readonly users: number
}

/** All that users rated, and what of it they like, with ratings for a model that learnt ratings; the users are those of what is rated. */
export interface RatedHistories {
  readonly rated: Interactions
  readonly liked: Interactions
}

/** What of a file of ratings counts: needed where it has some, other than counts or 1 in each row. */
export interface FileHistoriesOptions {
  /** The rating from which an item is liked: the model answers for these, and none that is rated lower is recommended either. */
  readonly atLeast?: number | undefined
  /** Whether the history is all that users rated, with the ratings, for a model that learnt ratings. */
  readonly keepRatings?: boolean | undefined
}

/**
 * Reads what users have from a file in any format of @hvamp/data, and keeps it in memory: 4 bytes an entry, as many for its rating, and
 * the ids.
 *
 * @throws naming the file and what is wrong with it; if it has ratings, and options do not say what of them counts; or if they do, and
 *   it has none, or none of them is liked; if it has none, and a column that is not read may have some
 * @example const { historyOf } = await fileHistories('ratings.csv', { atLeast: 4 })
 */
export async function fileHistories(
  path: string,
  options: FileHistoriesOptions = {},
): Promise<FileHistories> {
  requireKnown('fileHistories: options', options, { atLeast: true, keepRatings: true })
  const { atLeast, keepRatings = false } = options
  if (keepRatings && atLeast !== undefined) {
    throw new Error(`fileHistories: options must have one of atLeast and keepRatings, got both`)
  }
  return histories(async () => {
    let reading: Reading | undefined
    const rated = await readRatings(path, { onReading: (found) => (reading = found) })
    const unread = unreadRating(reading!)
    if (unread !== undefined) {
      throw new Error(
        `${path}: must have rows of what is liked, got column '${unread}', which is not read and may say what is not: choose with histories(() => readRatings(…)), whose options read it or not`,
      )
    }
    if (keepRatings || atLeast !== undefined) {
      if (!rated.values)
        throw new Error(`${path}: must have ratings for ${keepRatings ? 'keepRatings' : 'atLeast'}, got none`)
    } else if (hasRatings(reading!)) {
      throw new Error(
        `${path}: must have rows of what is liked, got ratings: choose atLeast, from which they are likes, or keepRatings for a model of ratings`,
      )
    }
    if (keepRatings) return { rated, liked: rated }
    if (atLeast === undefined) return rated
    const liked = binarize(rated, { atLeast })
    if (liked.userCount === 0) throw new Error(`${path}: must have ratings of at least ${atLeast}, got none`)
    return { rated, liked }
  })
}

/** Whether a file says more of an item than that a user has it, or how often; of a column of what was not liked, 1 does. */
function hasRatings({ values, ones, columns }: Reading): boolean {
  return values === 'ratings' && (!ones || rejects(String(columns?.rating ?? '')))
}

/**
 * Keeps what users have in memory: 4 bytes an entry, as many for its rating, and the ids.
 *
 * @param read reads all of it, such as from a database; called again by `reload`. The model answers for what is liked, with its
 *   ratings where it learnt ratings, and none of what is rated is recommended. Of interactions alone all is liked, and where each
 *   value is 1 these are no ratings
 * @throws as `read` does
 * @example const { historyOf } = await histories(() => readRatings('orders.csv'))
 */
export async function histories(read: () => Promise<Interactions | RatedHistories>): Promise<FileHistories> {
  let current = indexed(await read())
  let refused: Error | undefined
  let reading: Promise<unknown> = Promise.resolve()

  async function readAgain(force: boolean): Promise<HistoriesAgain> {
    try {
      const next = indexed(await read())
      const { users } = next
      const isTaken = force || 2 * users >= current.users
      refused = isTaken
        ? undefined
        : new Error(`histories: must be of at least half of the ${current.users} users before, got ${users}`)
      if (isTaken) current = next
      return { isTaken, users }
    } catch (error) {
      refused = error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }

  return {
    historyOf: (user) => current.historyOf(user),
    get users() {
      return current.users
    },
    get refused() {
      return refused
    },
    reload({ force = false } = {}) {
      const again = reading.then(() => readAgain(force))
      reading = again.catch(() => {}) // which the caller hears of
      return again
    },
  }
}

function indexed(found: Interactions | RatedHistories) {
  const { liked, rated } = 'liked' in found ? found : { liked: found, rated: found }
  const values = 'liked' in found || !areOnes(found) ? liked.values : undefined
  const rowOf = rowsOf(rated)
  const likedRowOf = liked.userIds === rated.userIds ? rowOf : rowsOf(liked)
  return {
    users: rated.userIds.length,
    historyOf(user: string) {
      const row = rowOf.get(user)
      if (row === undefined) return undefined
      const own = likedRowOf.get(user)
      const history = own === undefined ? [] : idsOf(liked, own)
      if (rated === liked && !values) return history
      const [start, end] = own === undefined ? [0, 0] : [liked.offsets[own], liked.offsets[own + 1]]
      return {
        history,
        ...(values && { ratings: Array.from(values.subarray(start, end)) }),
        ...(rated !== liked && { without: idsOf(rated, row) }),
      }
    },
  }
}

function rowsOf({ userIds }: Interactions): ReadonlyMap<string, number> {
  return new Map(userIds.map((id, row) => [id, row]))
}

/** Whether values say of each entry that it is there, and no more. */
function areOnes({ values }: Interactions): boolean {
  return values?.every((value) => value === 1) ?? true
}

function idsOf({ offsets, items, itemIds }: Interactions, row: number): string[] {
  return Array.from(items.subarray(offsets[row], offsets[row + 1]), (item) => itemIds[item]!)
}
