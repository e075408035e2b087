import { isMissing } from '../values/missing-ids'
import { decimalIn } from '../values/numbers-in-text'
import { followsOn, HIGHEST_RATING, MOST_RATINGS, mayNameRows } from './headerless-table'

const LEAST_COUNT = 100 // at most, of a column of counts: ids and times are larger
const MOST_COUNTED = 1e8 // from here on numbers are times
const ENOUGH = 5 // rows that repeat a user or an item, to tell whether a value is theirs

/**
 * The first column of a table without names that may have ratings or counts, by its values: numbers on a scale up to 100, or from a
 * small one up, that differ, but not in every row, as names of rows do, and do not belong to the user or to the item alone, as an age, a price
 * or a category does. Few numbers are preferred, as ratings are.
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
  const likely = others.filter((column) => {
    const known = rows.filter((row) => !isMissing(row[column] ?? ''))
    const cells = known.map((row) => row[column]!)
    return (
      areRatings(cells.map(decimalIn)) &&
      !mayNameRows(cells) &&
      ![read.user, read.item].some((owner) => belongsTo(known, owner, column))
    )
  })
  const differentOf = (column: number) => new Set(rows.map((row) => row[column])).size
  const isOfFew = (column: number) => differentOf(column) > 2 && differentOf(column) <= MOST_RATINGS
  return likely.find(isOfFew) ?? likely[0]
}

function areRatings(values: readonly number[]): boolean {
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  const isScale = lowest >= -HIGHEST_RATING && highest <= HIGHEST_RATING
  const mayCount = lowest >= 0 && lowest <= LEAST_COUNT && highest < MOST_COUNTED
  return lowest < highest && (isScale || mayCount) && !values.map(String).every(followsOn)
}

/** Whether each user, or each item, has one value in all rows, of which enough repeat one. */
export function belongsTo(rows: readonly (readonly string[])[], owner: number, column: number): boolean {
  const own = new Map(rows.map((row) => [row[owner], row[column]]))
  return rows.length - own.size >= ENOUGH && rows.every((row) => own.get(row[owner]) === row[column])
}
