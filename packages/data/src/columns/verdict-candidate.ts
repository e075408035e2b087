import { ratingOfWord } from '../values/rating-words'
import { ownedValues } from './owned-values'
import type { VerdictName } from './verdict-names'
import { verdictRank } from './verdict-rank'
import { FIRST_VALUE, MOST_VALUES, OF_MISSING, type VerdictValues, verdictValues } from './verdict-values'

const OF_ORDERS = 0.05 // several orders of a day may be taken for one
const FEWEST_NEXT = 10 // rows of the user of the row before, to tell positions
const MOST_NEXT = 0.5 // of them that have the next number
const MOST_SAME = 0.05 // of them that have the same one
const FEWEST_RATED = 3 // different numbers, of which quantities are told from ratings
const ENOUGH_BELOW = 5 // values below the first row of an order that chance would bring
const MOST_OF_ONE = 0.5 // of the rows: more ones are quantities

/** Where a value stands. */
export interface VerdictRow {
  readonly user: number
  readonly item: number
  /** Number of its order, where that is known. */
  readonly order: number | undefined
  /** Whether the row before was of the same order. */
  readonly isSameOrder: boolean
  /** Whether the row before had the same user. */
  readonly isSameUser: boolean
}

/** A column that may have verdicts. */
export interface VerdictCandidate {
  readonly column: number
  readonly values: VerdictValues
  /** Adds a value by its number. */
  add(number: number, row: VerdictRow): void
  /** Rows since it has two values. */
  readonly rowsOfTwo: number
  /** Whether it has verdicts, by all rows so far. */
  readonly isVerdict: boolean
  /** How far down it stands among several. */
  readonly rank: number
  /** Its values, as of `FoundVerdicts`. */
  shown(): readonly string[]
}

/**
 * @param text of its name
 * @param mayBeOfOrders whether it is no verdict where each order has one value: whole orders are sent back
 */
export function verdictCandidate(
  column: number,
  text: string,
  name: VerdictName,
  mayBeOfOrders: boolean,
): VerdictCandidate {
  const values = verdictValues(name)
  const rows = new Float64Array(FIRST_VALUE + MOST_VALUES) // by number
  const owners = {
    ...{ users: ownedValues(), items: ownedValues(), orders: ownedValues(OF_ORDERS) },
    // of whether a cell has a value
    ...{ filledUsers: ownedValues(), filledItems: ownedValues(), filledOrders: ownedValues(OF_ORDERS) },
  }
  const next = { rows: 0, higher: 0, same: 0 }
  const below = { empty: 0, filled: 0 } // rows of the order of the row before
  let rowsOfTwo = 0
  let last = 0

  function add(number: number, { user, item, order: ofRow, isSameOrder, isSameUser }: VerdictRow): void {
    const order = mayBeOfOrders ? ofRow : undefined
    const filled = number === OF_MISSING ? OF_MISSING : FIRST_VALUE
    rows[number]!++
    owners.filledUsers.add(user, filled)
    owners.filledItems.add(item, filled)
    if (order !== undefined) owners.filledOrders.add(order, filled)
    if (isSameOrder && mayBeOfOrders) below[filled === OF_MISSING ? 'empty' : 'filled']++
    if (filled === OF_MISSING) return
    owners.users.add(user, number)
    owners.items.add(item, number)
    if (order !== undefined) owners.orders.add(order, number)
    if (number > FIRST_VALUE || rowsOfTwo > 0) rowsOfTwo++
    if (isSameUser && last >= FIRST_VALUE) countNext(number)
    last = number
  }

  function countNext(number: number): void {
    next.rows++
    if (number === last) next.same++
    else if (values.numbers[number - FIRST_VALUE] === values.numbers[last - FIRST_VALUE]! + 1) next.higher++
  }

  /** The probability that two rows differ. */
  function spreadOf(counts: Float64Array): number {
    const total = counts.reduce((sum, count) => sum + count, 0)
    return 1 - counts.reduce((sum, count) => sum + (count / total) ** 2, 0)
  }

  /** Whether the first row of each order alone has a value, as exports write what an order has once. */
  function isOfFirstRows(): boolean {
    const all = rows.reduce((sum, count) => sum + count, 0)
    const share = 1 - rows[OF_MISSING]! / all
    return below.filled === 0 && share * below.empty >= ENOUGH_BELOW
  }

  function isFilledInSome(): boolean {
    return (
      rows[OF_MISSING]! > 0 && values.saysYes && rows.subarray(FIRST_VALUE + 1).every((count) => count === 0)
    )
  }

  function arePositions(): boolean {
    const { rows, higher, same } = next
    return rows >= FEWEST_NEXT && higher >= MOST_NEXT * rows && same <= MOST_SAME * rows
  }

  /** Whether most are 1, as items that are bought are, and further ones go on from there. */
  function areQuantities(): boolean {
    const { numbers } = values
    const isCounted = numbers.length >= FEWEST_RATED && numbers.every(Number.isInteger) && numbers.includes(1)
    if (!isCounted || Math.max(...numbers) < FEWEST_RATED) return false
    const known = rows.subarray(FIRST_VALUE).reduce((sum, count) => sum + count, 0)
    return rows[FIRST_VALUE + numbers.indexOf(1)]! > MOST_OF_ONE * known
  }

  function shown(): readonly string[] {
    if (isFilledInSome()) return ['', ...values.texts]
    const { texts, numbers } = values
    if (numbers.length > 0) return numbers.toSorted((a, b) => a - b).map(String)
    return texts.toSorted((a, b) => ratingOfWord(a)! - ratingOfWord(b)!)
  }

  return {
    ...{ column, values, add, shown },
    get rowsOfTwo() {
      return rowsOfTwo
    },
    get rank() {
      return verdictRank(text, shown())
    },
    get isVerdict() {
      if (isOfFirstRows()) return false
      if (isFilledInSome()) {
        const filled = rows[FIRST_VALUE]!
        const spread = spreadOf(Float64Array.of(rows[OF_MISSING]!, filled))
        return ![owners.filledUsers, owners.filledItems, owners.filledOrders].some((each) =>
          each.areOwned(spread),
        )
      }
      if (values.texts.length < 2) return false
      const spread = spreadOf(rows.subarray(FIRST_VALUE))
      const areOwned = [owners.users, owners.items, owners.orders].some((each) => each.areOwned(spread))
      return !areOwned && !arePositions() && !areQuantities()
    },
  }
}
