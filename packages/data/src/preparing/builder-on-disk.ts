import { areIntegers, ascendingOrder } from '../interactions/ascending-order'
import type { Ids } from '../interactions/interactions'
import type { BuilderMaker } from '../interactions/interactions-builder'
import { vocabulary } from '../interactions/vocabulary'
import { type ScatteredEntries, scatteredEntries } from './scattered-entries'

/** Entries that were read, on a disk; ids are in memory. */
export interface EntriesOnDisk {
  readonly entries: ScatteredEntries
  readonly hasValues: boolean
  /** The lowest value, also of an entry whose place a later one takes. */
  readonly lowest: number
  /** In the order that interactions in memory would have. */
  readonly userIds: Ids
  /** The place in that order of each user, as entries number them. */
  readonly rankOfUser: Int32Array
  readonly itemIds: Ids
}

/**
 * Takes what readers read to files of a folder. The interactions that its builder builds have users and items, but no entries: these
 * are what `found` returns.
 *
 * @param folderOf makes the folder of one reading: a file may be read again in another way
 * @param partCount how many files the entries are scattered to
 */
export function builderOnDisk(
  folderOf: (reading: number) => string,
  partCount: number,
): {
  readonly builder: BuilderMaker
  /** Closes the files, whether or not the reading succeeded. */
  close(): void
  /** What was read by the last builder that was made. */
  found(): EntriesOnDisk
} {
  let readings = 0
  let last: { entries: ScatteredEntries; found(): EntriesOnDisk } | undefined
  return {
    builder({ values, isRefused }) {
      last?.entries.end()
      const [users, items] = [vocabulary(isRefused), vocabulary(isRefused)]
      const entries = scatteredEntries(folderOf(readings++), { values, partCount })
      let lowest = Number.POSITIVE_INFINITY
      last = {
        entries,
        found() {
          const firstSeen = users.ids()
          const order = areIntegers(firstSeen) ? ascendingOrder(firstSeen) : undefined
          const rankOfUser = new Int32Array(firstSeen.length)
          for (let rank = 0; rank < firstSeen.length; rank++) rankOfUser[order ? order[rank]! : rank] = rank
          const userIds = order ? Array.from(order, (user) => firstSeen[user]!) : firstSeen
          return { entries, hasValues: values, lowest, userIds, rankOfUser, itemIds: items.ids() }
        },
      }
      return {
        users,
        items,
        get size() {
          return entries.size
        },
        elsewhere: 0,
        get lowest() {
          return lowest
        },
        add(user, item, value) {
          if (value < lowest) lowest = value
          entries.add(user, item, value)
        },
        build: () => ({
          userCount: 0,
          itemCount: 0,
          offsets: new Int32Array(1),
          items: new Int32Array(0),
          ...(values && { values: new Float32Array(0) }),
          userIds: [],
          itemIds: [],
        }),
      }
    },
    close: () => last?.entries.end(),
    found() {
      if (!last)
        throw new Error(
          'prepareInteractions: read must read into the builder that it is given, got nothing read',
        )
      return last.found()
    },
  }
}
