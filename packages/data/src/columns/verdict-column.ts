import { filledColumn } from './filled-column'
import { withRoom } from './looked-names'
import { isOrderNumber, orderColumns } from './order-names'
import { isUndoneName } from './undone-names'
import { type VerdictCandidate, type VerdictRow, verdictCandidate } from './verdict-candidate'
import { type VerdictName, verdictName } from './verdict-names'
import { isOfLastRanks } from './verdict-rank'

const ENOUGH_OF_TWO = 10_000 // rows of two values, after which a further one comes too late to be looked for
const MOST_ORDERS = 100_000 // the first ones, whose rows are known again

/** A column of verdicts. */
export interface FoundVerdicts {
  readonly column: number
  /**
   * Its different values as text in lower case, numbers in ascending order; an empty one first where some cells have none and the others
   * one that says yes, or times.
   */
  readonly values: readonly string[]
}

/** Looks at rows for a column of verdicts. */
export interface VerdictFinder {
  /** Numbers of the columns that are looked at in further rows: those that may have some, and one that tells orders apart. */
  readonly columns: readonly number[]
  /** Whether further rows can show more. */
  readonly isOpen: boolean
  /**
   * @param cellOf the cell of one of the columns
   * @param user number of the row's user
   * @param item number of the row's item
   */
  add(cellOf: (column: number) => unknown, user: number, item: number): void
  /** The first column of verdicts; undefined if there is none. */
  readonly found: FoundVerdicts | undefined
}

/**
 * Finds the column, of those that are not read, that has verdicts, whatever its name: few small numbers, such as 0 and 1 or 1 to 5, or words
 * such as no and yes or negative and positive; or yes in some rows and nothing in the others. None that belongs to the user, the item or the
 * order alone, that counts positions or quantities, or that has the name of something else, such as `is_gift` or `price`, or of what was
 * cancelled, whose rows are counted. The second value
 * may come late, as in a file sorted by it, so a column is looked at until its values surely are a verdict's, or are not. Codes of what
 * users did or thought come after all other verdicts, and a column whose name says what was not liked comes last.
 *
 * @param read numbers of the columns that are read
 */
export function verdictFinder(
  names: readonly string[],
  read: readonly (number | undefined)[],
): VerdictFinder {
  const order = filledColumn(orderColumns(names))
  const [likeliest] = order.columns
  const named = [...names.entries()]
    .filter(
      ([column, name]) =>
        name !== '' && !read.includes(column) && !isUndoneName(name) && !isOrderNumber(name),
    )
    .map(([column, text]) => ({ column, text, name: verdictName(text) }))
    .toSorted((a, b) => rankOf(a.name) - rankOf(b.name))
  let candidates: readonly VerdictCandidate[] = withRoom(named, ({ text }) => text).map(
    ({ column, text, name }) => verdictCandidate(column, text, name, column !== likeliest && !name.rejects),
  )
  const others = new Set<VerdictCandidate>() // whose values are no verdict's
  let found: VerdictCandidate | undefined
  const orders = new Map<string, number>()
  const row: { -readonly [Key in keyof VerdictRow]: VerdictRow[Key] } = {
    ...{ user: -1, item: -1, order: undefined, isSameOrder: false, isSameUser: false },
  }

  /** The number of a row's order, by its user too, as a time has several. */
  function orderOf(cell: string, user: number): number | undefined {
    if (cell === '') return undefined
    const key = `${user} ${cell}`
    const known = orders.get(key)
    if (known !== undefined || orders.size >= MOST_ORDERS) return known
    orders.set(key, orders.size)
    return orders.size - 1
  }

  /** Ends the search, unless what was found comes after a column that further rows may show. */
  function decide(): void {
    const due = best(candidates.filter(({ rowsOfTwo }) => rowsOfTwo >= ENOUGH_OF_TWO))
    if (due && !isOfLastRanks(due.rank)) found ??= due
  }

  return {
    get columns() {
      if (candidates.length === 0) return []
      const columns = candidates.map(({ column }) => column)
      return [...new Set([...columns, ...order.columns])]
    },
    get isOpen() {
      return found === undefined && candidates.length > 0
    },
    add(cellOf, user, item) {
      row.isSameUser = user === row.user
      row.user = user
      row.item = item
      const before = row.order
      row.order = orderOf(order.textIn(cellOf), user)
      row.isSameOrder = row.order !== undefined && row.order === before
      let isDue = false // seldom, as to judge takes all values
      for (const candidate of candidates) {
        const number = candidate.values.numberOf(cellOf(candidate.column))
        if (number === 0) others.add(candidate)
        else candidate.add(number, row)
        if (candidate.rowsOfTwo >= ENOUGH_OF_TWO && candidate.rowsOfTwo % ENOUGH_OF_TWO === 0) isDue = true
      }
      if (others.size > 0) {
        candidates = candidates.filter((candidate) => !others.has(candidate))
        others.clear()
      }
      if (isDue) decide()
    },
    get found() {
      const verdicts = found ?? best(candidates)
      return verdicts && { column: verdicts.column, values: verdicts.shown() }
    },
  }
}

/** The first of the columns of verdicts that have the lowest rank. */
function best(candidates: readonly VerdictCandidate[]): VerdictCandidate | undefined {
  return candidates.filter(({ isVerdict }) => isVerdict).toSorted((a, b) => a.rank - b.rank)[0]
}

/** Columns whose names speak against verdicts come later, those that say what was not liked last. */
function rankOf({ mayAnswer, rejects }: VerdictName): number {
  return rejects ? 2 : Number(!mayAnswer)
}
