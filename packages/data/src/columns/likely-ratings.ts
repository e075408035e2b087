import { isMissing } from '../values/missing-ids'
import { decimalIn } from '../values/numbers-in-text'
import { followsOn, HIGHEST_RATING } from './headerless-table'

const LEAST_COUNT = 100 // at most, of a column of counts: ids and times are larger
const MOST_COUNTED = 1e8 // from here on numbers are times
const ENOUGH = 5 // rows that repeat a user or an item, to tell whether a value is theirs

/**
 * The first column of a table without names that may have ratings or counts, by its values: numbers on a scale up to 100, or from a
 * small one up, that differ, are no row numbers, and do not belong to the user or to the item alone, as an age, a price or a category does.
 *
 * @param rows the first of the table, of the same number of cells
 * @param read columns that are read
 */
export function likelyRatings(
  rows: readonly (readonly string[])[],
  read: { readonly user: number; readonly item: number; readonly timestamp: number | undefined },
): number | undefined {
  const columns = Array.from(rows[0]!, (_, column) => column)
  const others = columns.filter((column) => !Object.values(read).includes(column))
  return others.find((column) => {
    const known = rows.filter((row) => !isMissing(row[column] ?? ''))
    return (
      areRatings(known.map((row) => decimalIn(row[column]!))) &&
      ![read.user, read.item].some((owner) => belongsTo(known, owner, column))
    )
  })
}

function areRatings(values: readonly number[]): boolean {
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  const isScale = lowest >= -HIGHEST_RATING && highest <= HIGHEST_RATING
  const mayCount = lowest >= 0 && lowest <= LEAST_COUNT && highest < MOST_COUNTED
  return lowest < highest && (isScale || mayCount) && !values.map(String).every(followsOn)
}

/** Whether each user, or each item, has one value in all rows, of which enough repeat one. */
function belongsTo(rows: readonly (readonly string[])[], owner: number, column: number): boolean {
  const own = new Map(rows.map((row) => [row[owner], row[column]]))
  return rows.length - own.size >= ENOUGH && rows.every((row) => own.get(row[owner]) === row[column])
}
