import { entryIds } from '../interactions/entry-ids'
import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import { strayRows } from '../layouts/stray-rows'
import { type Absence, leaveOut, listAsId } from '../reading/absent-values'
import type { RowOptions } from '../reading/reading'
import { fileError, quoted } from '../values/file-error'
import type { CellValues } from './cell-values'

/** Whose cells the columns of a role have; rating and timestamp only where they are read. */
export interface RoleValues {
  readonly user: CellValues
  readonly item: CellValues
  readonly rating: CellValues | undefined
  readonly timestamp: CellValues | undefined
}

/** Adds rows to a builder. */
export interface RowAdder {
  /**
   * Adds an entry; whether that was done.
   *
   * @param row its number, from 0
   * @param at the place of the entry in the row's lists, from 0, if it has any
   * @throws naming the row and the place (from 1) that has no id, an id that is not exact, a rating that is no number or a time that is
   *   none, or that is no entry, such as a header again or a row of totals; missing values are skipped if `missing` is so
   */
  add(row: number, user: unknown, item: unknown, rating: unknown, time: unknown, at?: number): boolean
  /** Call this after the last row. @throws naming a row that is no entry, such as one of totals, or a rating that may be a thousand */
  end(): void
  /** Numbers of the user and the item of the entry that was added last. */
  readonly user: number
  readonly item: number
}

/**
 * Adds rows whose cells have types to a builder.
 *
 * @param name what errors call the rows
 */
export function rowAdder(
  builder: InteractionsBuilder,
  { user: users, item: items, rating: ratings, timestamp: times }: RoleValues,
  name: string,
  rows: RowOptions,
): RowAdder {
  let row = 0
  let at: number | undefined
  const ids = entryIds(builder)
  const stray = strayRows(rows.missing)
  let entries = 0 // that were added

  const place = () => `${name}: row ${row + 1}${at === undefined ? '' : `, element ${at + 1}`}`

  function absent(lacks: Absence, value: unknown): false {
    ids.takeBack()
    lastUser = -1
    return leaveOut(lacks, String(value), place(), row + 1, { ...rows, areWords: ratings?.kind === 'words' })
  }

  function idOf(values: CellValues, value: unknown, expected: string): string {
    const id = values.idIn(value)
    if (id !== undefined) return id
    if (Array.isArray(value)) throw listAsId(expected, jsonOf(value), place())
    const rule =
      typeof value === 'number' ? `${expected}: an integer that the column holds exactly` : expected
    throw fileError(place(), rule, shown(value))
  }

  // rows of one user often follow each other
  let lastValue: unknown
  let lastUser = -1
  let lastItem = -1

  function userOf(value: unknown): number {
    if (lastUser >= 0 && value === lastValue) return lastUser
    lastUser = builder.users.indexOf(idOf(users, value, 'a user id'))
    lastValue = value
    return lastUser
  }

  function add(
    rowNumber: number,
    userValue: unknown,
    itemValue: unknown,
    ratingValue: unknown,
    timeValue: unknown,
    element?: number,
  ): boolean {
    row = rowNumber
    at = element
    const user = userOf(userValue)
    if (user === ELSEWHERE) {
      if (typeof ratingValue !== 'number') ratings?.ratingIn(ratingValue, place) // its mark counts for all
      builder.add(user, 0, 1)
      return false
    }
    if (user < 0) return absent('no user', userValue)
    const item = builder.items.indexOf(idOf(items, itemValue, 'an item id'))
    if (item < 0) return absent('no item', itemValue)
    const value = ratings ? Math.fround(ratings.ratingIn(ratingValue, place)) : 1
    if (!Number.isFinite(value)) return absent('no rating', ratingValue)
    const time = times ? times.timeIn(timeValue, rows.dateOrder) : 0
    if (!Number.isFinite(time)) return absent('no timestamp', times?.timeText(timeValue))
    if ((ids.isNewUser(user) || ids.isNewItem(item)) && !isEntry(user, item, userValue, itemValue)) {
      ids.takeBack()
      lastUser = -1
      rows.skipped.add('no entry', rowNumber + 1)
      return false
    }
    if (times && rows.times?.knows(time) === false) rows.times.add(time, times.timeText(timeValue), place())
    builder.add(user, item, value, time)
    entries++
    lastItem = item
    return true
  }

  /** Whether a row is an entry, whose ids are kept then. @throws if it is none, and refused */
  function isEntry(user: number, item: number, userValue: unknown, itemValue: unknown): boolean {
    const [userId, itemId] = [users.idIn(userValue)!, items.idIn(itemValue)!]
    const isEntry = stray.isEntry({
      ...{ user: userId, item: itemId, at: entries, where: place(), isFirst: entries === 0 },
      ...{ isUserNew: ids.isNewUser(user), isItemNew: ids.isNewItem(item) },
    })
    if (isEntry) ids.keep(user, item)
    return isEntry
  }

  return {
    add,
    end() {
      stray.requireNoneOutside(entries - 1)
      ratings?.end()
    },
    get user() {
      return lastUser
    },
    get item() {
      return lastItem
    },
  }
}

/** A value that is no id, as an error shows it. */
function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (!(value instanceof Uint8Array)) return quoted(typeof value === 'object' ? jsonOf(value) : String(value))
  const digits = Array.from(value.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0'))
  return `bytes that are no text, ${digits.join('')}${value.length > 16 ? '…' : ''}`
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))
}
