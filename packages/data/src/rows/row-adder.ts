import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import { type Absence, leaveOut } from '../text/absent-values'
import { fileError, quoted } from '../text/file-error'
import type { RowOptions } from '../text/reading'
import type { CellValues } from './cell-values'

/** Whose cells the columns of a role have; rating and timestamp only where they are read. */
export interface RoleValues {
  readonly user: CellValues
  readonly item: CellValues
  readonly rating: CellValues | undefined
  readonly timestamp: CellValues | undefined
}

/**
 * Adds rows whose cells have types to a builder.
 *
 * @param name what errors call the rows
 * @returns takes the number of a row, from 0, and its cells
 * @throws naming the row (from 1) that has no id, an id that is not exact, a rating that is no number or a time that is none;
 *   missing values are skipped if `missing` is so
 */
export function rowAdder(
  builder: InteractionsBuilder,
  { user: users, item: items, rating: ratings, timestamp: times }: RoleValues,
  name: string,
  rows: RowOptions,
): (row: number, user: unknown, item: unknown, rating: unknown, time: unknown) => void {
  const placeOf = (row: number) => `${name}: row ${row + 1}`

  const absent = (row: number, lacks: Absence, value: unknown) =>
    void leaveOut(lacks, String(value), placeOf(row), row + 1, rows)

  function idOf(values: CellValues, value: unknown, row: number, expected: string): string {
    const id = values.idIn(value)
    if (id !== undefined) return id
    const rule =
      typeof value === 'number' ? `${expected}: an integer that the column holds exactly` : expected
    throw fileError(placeOf(row), rule, shown(value))
  }

  // rows of one user often follow each other
  let lastValue: unknown
  let lastUser = -1

  function userOf(value: unknown, row: number): number {
    if (lastUser >= 0 && value === lastValue) return lastUser
    lastUser = builder.users.indexOf(idOf(users, value, row, 'a user id'))
    lastValue = value
    return lastUser
  }

  return (row, userValue, itemValue, ratingValue, timeValue) => {
    const user = userOf(userValue, row)
    if (user === ELSEWHERE) return builder.add(user, 0, 1)
    if (user < 0) return absent(row, 'no user', userValue)
    const item = builder.items.indexOf(idOf(items, itemValue, row, 'an item id'))
    if (item < 0) return absent(row, 'no item', itemValue)
    const value = ratings ? Math.fround(ratings.numberIn(ratingValue)) : 1
    if (!Number.isFinite(value)) return absent(row, 'no rating', ratingValue)
    const time = times ? times.timeIn(timeValue) : 0
    if (!Number.isFinite(time)) return absent(row, 'no timestamp', timeValue)
    builder.add(user, item, value, time)
  }
}

/** A value that is no id, as an error shows it. */
function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (!(value instanceof Uint8Array)) return quoted(String(value))
  const digits = Array.from(value.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0'))
  return `bytes that are no text, ${digits.join('')}${value.length > 16 ? '…' : ''}`
}
