import { amountSign } from '../values/amount-sign'
import { cellText } from '../values/cell-text'
import { isMissing } from '../values/missing-ids'
import { ratingOfWord } from '../values/rating-words'
import { type CancellationCount, MOST_SHOWN, type StatusRows } from './cancelled-rows'
import { type EventKinds, MOST_KINDS } from './event-kinds'
import { filledColumn } from './filled-column'
import { withRoom } from './looked-names'
import { orderNumbers } from './order-names'
import { addRows } from './rows-of-values'
import { type UndoneTest, undoneTest } from './undone-names'

/** Counts what columns of statuses say of rows. */
export interface StatusCounter {
  /** Numbers of the columns that may say whether a row is cancelled, so far, and are not read; and one that tells orders apart. */
  readonly columns: readonly number[]
  /**
   * @param cellOf the cell of one of the columns in a row
   * @param at the line or row, from 1
   */
  add(cellOf: (column: number) => unknown, at: number): void
  /** Those of each column. */
  cancelled(): readonly CancellationCount[]
  /** How many rows have each kind of event, of each column of events. */
  events(): readonly EventKinds[]
}

const OTHERS = 1000 // different values of which none says so: these are ids, or titles
const REMEMBERED = 50 // different values
const ENOUGH = 10_000 // rows without an empty cell below the first of an order, after which orders are not looked at

interface Test extends UndoneTest {
  readonly column: number
  readonly name: string
  readonly seen: Map<string, Kind>
  /** Rows of each value of a status or of events, '' for none; undefined where it is neither, or these are too many. */
  kinds: Map<string, number> | undefined
  readonly values: string[]
  others: number
  /** Whether a cell is no flag, where it has to be. */
  isElse: boolean
  rows: number
  moments: number
  first: number
  /** Whether no row but the first of an order has a value, so far. */
  isOfOrders: boolean
  /** What the present order has in its first row. */
  ofOrder: Kind
  textOfOrder: string
  /** Empty rows below the first of an order, by the value of that. */
  readonly kindsBelow: Map<string, number>
  /** Rows below the first of an order that is cancelled, which are empty. */
  below: number
}

type Kind = 'empty' | 'other' | 'undone' | 'undone moment'

const isUndone = (kind: Kind) => kind === 'undone' || kind === 'undone moment'

/**
 * Counts the rows that are cancelled by their status (`refunded`), by a no among flags of what holds (`valid`), by an amount sent back, or by the time at which it was, or why. What
 * stands in the first row of each order alone, as Shopify writes it, is said of all of its rows.
 *
 * @param read numbers of the columns that are read
 */
export function statusCounter(
  names: readonly string[],
  read: readonly (number | undefined)[],
): StatusCounter {
  const found = [...names.entries()].flatMap(([column, name]) => {
    const test = read.includes(column) ? undefined : undoneTest(name)
    return test ? [testOf(column, name, test)] : []
  })
  // a name that says it alone before a status
  const byName = found.toSorted((a, b) => Number(b.isByName) - Number(a.isByName))
  let tests: readonly Test[] = withRoom(byName, ({ name }) => name)
  let order = tests.length > 0 ? filledColumn(orderNumbers(names)) : undefined
  let lastOrder = ''
  let rowsOfOrders = 0 // since an empty cell below the first of an order
  let columns = columnsOf()

  function columnsOf(): readonly number[] {
    const tested = tests.map(({ column }) => column)
    return order === undefined || tested.length === 0 ? tested : [...new Set([...tested, ...order.columns])]
  }

  /** Counts a cell's value. */
  function addValue(test: Test, text: string, below: boolean): void {
    const { kinds, kindsBelow } = test
    if (!kinds) return
    if (!below) test.textOfOrder = text
    else if (text === '') {
      addRows(kindsBelow, test.textOfOrder)
      return
    }
    if (kinds.size > MOST_KINDS && !kinds.has(text)) test.kinds = undefined
    else addRows(kinds, text)
  }

  function kindOf(test: Test, text: string): Kind {
    const known = test.seen.get(text)
    if (known !== undefined) return known
    const kind = kindOfText(test, text)
    if (kind !== 'empty' && test.isFlag?.(text) === false) test.isElse = true
    if (test.seen.size < REMEMBERED) test.seen.set(text, kind)
    else if (!isUndone(kind)) test.others++
    if (isUndone(kind) && test.values.length < MOST_SHOWN && !test.values.includes(text))
      test.values.push(text)
    return kind
  }

  /** Whether a row is of the order of the row before. */
  function isBelow(cellOf: (column: number) => unknown): boolean {
    if (order === undefined) return false
    const { length } = order.columns
    const number = order.textIn(cellOf)
    const isSame = number !== '' && number === lastOrder
    lastOrder = number
    const isOver = ++rowsOfOrders > ENOUGH || !tests.some(({ isOfOrders }) => isOfOrders)
    if (isOver || order.columns.length < length) {
      if (isOver) order = undefined
      columns = columnsOf()
    }
    return isSame
  }

  function addKind(test: Test, kind: Kind, below: boolean, at: number): void {
    if (!below) test.ofOrder = kind
    else if (kind !== 'empty') test.isOfOrders = false
    else if (test.isOfOrders) {
      rowsOfOrders = 0
      if (isUndone(test.ofOrder)) test.below++
    }
    if (!isUndone(kind)) return
    if (test.rows++ === 0) test.first = at
    if (kind === 'undone moment') test.moments++
  }

  return {
    get columns() {
      return columns
    },
    add(cellOf, at) {
      const below = isBelow(cellOf)
      let isAnyElse = false
      for (const test of tests) {
        const text = cellText(cellOf(test.column)).trim()
        const kind = kindOf(test, text)
        addValue(test, kind === 'empty' ? '' : text, below)
        addKind(test, kind, below, at)
        isAnyElse ||= isElse(test)
      }
      if (!isAnyElse) return
      tests = tests.filter((test) => !isElse(test))
      columns = columnsOf()
    },
    events: () =>
      tests.flatMap(({ name, isOfEvents, kinds = [] }) => {
        const found = [...kinds].filter(([kind]) => kind !== '')
        if (!isOfEvents || found.length === 0) return []
        return [{ column: name, kinds: found.map(([kind, rows]) => ({ kind, rows })) }]
      }),
    cancelled: () =>
      tests.map((test) => {
        const { name, values, rows, first, moments } = test
        const [below, others] = [test.isOfOrders ? test.below : 0, othersOf(test)]
        return {
          ...{ column: name, values, rows: rows + below, first, moments },
          ...(below > 0 && { below }),
          ...(others && { others }),
        }
      }),
  }
}

/** Rows of each value that does not say that they are undone; undefined where these are too many, or the column is of something else. */
function othersOf({ kinds, kindsBelow, isOfOrders, isUndone }: Test): StatusRows[] | undefined {
  if (!kinds) return undefined
  const all = new Map(kinds)
  for (const [text, rows] of kindsBelow) addRows(all, isOfOrders ? text : '', rows)
  return Array.from(all, ([value, rows]) => ({ value, rows })).filter(({ value }) => !isUndone(value))
}

/** Whether a column has something else than what says that a row is undone. */
function isElse({ isElse, rows, others }: Test): boolean {
  return isElse || (rows === 0 && others >= OTHERS)
}

function testOf(column: number, name: string, test: UndoneTest): Test {
  return {
    ...{
      column,
      name,
      ...test,
      seen: new Map(),
      kinds: test.isByName || test.isFlag || test.isOfMoments ? undefined : new Map(),
      values: [],
      others: 0,
      isElse: false,
      rows: 0,
      moments: 0,
      first: 0,
    },
    ...{ isOfOrders: true, ofOrder: 'empty', textOfOrder: '', kindsBelow: new Map(), below: 0 },
  }
}

function kindOfText({ isByName, isOfMoments, isFlag, isUndone }: UndoneTest, text: string): Kind {
  if (isMissing(text)) return 'empty'
  if (!isUndone(text)) return 'other'
  if (isFlag) return 'undone moment'
  const isYes = text.length === 1 || ratingOfWord(text) === 1 || amountSign(text) !== undefined
  return isByName && (isOfMoments || !isYes) ? 'undone moment' : 'undone'
}
