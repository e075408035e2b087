import { numberIn } from '../values/numbers-in-text'
import { MOST_RATINGS } from './headerless-table'

const HIGHEST = 10
const FEWEST_AGAIN = 5 // rows that repeat a pair
const SHARE_AGAIN = 0.05
const OWNERS = 10 // with several rows, to tell that a value is theirs
const OWNERS_OF_VALUE = 3
const ROWS_AGAIN = 20 // with the value of an earlier row of their owner

type Rows = readonly (readonly string[])[]

/** Where a user, an item and a rating seem to stand. */
export interface ColumnOrder {
  readonly user: number
  readonly item: number
  readonly rating: number
}

/**
 * The order of the columns of a table without header where its first or second column surely has ratings, and the third the items.
 *
 * Ratings are few small integers in no order, and a user and a rating occur together again and again, as a user and an item do not.
 */
export function otherOrder(rows: Rows): ColumnOrder | undefined {
  if (!rows.every((row) => isInteger(row[2] ?? '')) || differentOf(rows, [2]) <= MOST_RATINGS)
    return undefined
  const orders: readonly ColumnOrder[] = [
    { user: 0, rating: 1, item: 2 },
    { rating: 0, user: 1, item: 2 },
  ]
  return orders.find(({ user, item, rating }) => {
    const values = rows.map((row) => row[rating] ?? '')
    if (!values.every((value) => isInteger(value) && Math.abs(numberIn(value)) <= HIGHEST)) return false
    const different = differentOf(rows, [rating])
    const again = rows.length - differentOf(rows, [user, rating])
    return (
      different > 1 &&
      different <= MOST_RATINGS &&
      !areInRuns(values, different) &&
      again >= Math.max(FEWEST_AGAIN, SHARE_AGAIN * rows.length) &&
      rows.length - differentOf(rows, [user, item]) < again / 2
    )
  })
}

/** Whose value the third column of a table without header surely has, such as the category of an item, in place of ratings. */
export function ownerOfThird(rows: Rows): 'user' | 'item' | undefined {
  if (owns(rows, 0, 2)) return 'user'
  return owns(rows, 1, 2) ? 'item' : undefined
}

/** Whether the second column of a table without header surely has a value of the user, such as an age, in place of items. */
export function ownsSecond(rows: Rows): boolean {
  return owns(rows, 0, 1)
}

/**
 * Whether each user or item has one value in all of its rows, by no chance: some values have several owners, or enough rows agree with an
 * earlier one of their owner beside those of the most common value.
 */
function owns(rows: Rows, owner: number, column: number): boolean {
  const own = new Map<string, { readonly value: string; rows: number }>()
  for (const row of rows) {
    const known = own.get(row[owner]!)
    if (!known) own.set(row[owner]!, { value: row[column]!, rows: 1 })
    else if (known.value === row[column]) known.rows++
    else return false
  }
  const values = new Map<string, { owners: number; again: number }>() // of owners with several rows
  for (const { value, rows } of own.values()) {
    if (rows === 1) continue
    const { owners, again } = values.get(value) ?? { owners: 0, again: 0 }
    values.set(value, { owners: owners + 1, again: again + rows - 1 })
  }
  const counts = [...values.values()].toSorted((a, b) => b.again - a.again)
  const sum = (of: 'owners' | 'again', from = 0) =>
    counts.slice(from).reduce((all, count) => all + count[of], 0)
  const shared = counts.filter(({ owners }) => owners >= OWNERS_OF_VALUE)
  if (shared.length > 1 && sum('owners') >= OWNERS) return true
  return sum('again') >= ROWS_AGAIN && sum('again', 1) >= ROWS_AGAIN / 2 && sum('owners', 1) >= OWNERS / 2
}

const isInteger = (cell: string) => /^-?\d+$/.test(cell)

/** Whether equal values stand together, as users do in a file sorted by them. */
function areInRuns(values: readonly string[], different: number): boolean {
  return values.filter((value, row) => row === 0 || value !== values[row - 1]).length === different
}

function differentOf(rows: Rows, columns: readonly number[]): number {
  return new Set(rows.map((row) => columns.map((column) => row[column]).join('\n'))).size
}
