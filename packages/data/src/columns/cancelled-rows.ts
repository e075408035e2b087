import { isMissing } from '../values/missing-ids'
import { numberIn } from '../values/numbers-in-text'
import { lastKey } from '../values/words-of-ratings'
import { plainName } from './column-names'

/** Rows that a column, which was not read, calls cancelled or sent back. */
export interface CancelledRows {
  /** Its name. */
  readonly column: string
  /** Its cells that say so, in order of first appearance, at most five. */
  readonly values: readonly string[]
  readonly rows: number
  /** The first of them, from 1: a line of a text file, a row of a parquet file or of a query. */
  readonly first: number
}

/** Counts them. */
export interface CancellationCounter {
  /** Numbers of the columns that say whether a row is cancelled, and are not read. */
  readonly columns: readonly number[]
  /**
   * @param cellOf the cell of one of the columns in a row
   * @param at the line or row, from 1
   */
  add(cellOf: (column: number) => unknown, at: number): void
  /** Those of the column that has most of them. */
  count(): CancelledRows | undefined
}

const STATUS = new Set([
  ...['status', 'orderstatus', 'orderstate', 'financialstatus', 'paymentstatus', 'transactionstatus'],
  ...['fulfillmentstatus', 'lineitemfulfillmentstatus', 'lineitemstatus', 'itemstatus', 'bestellstatus'],
  ...['auftragsstatus', 'zahlungsstatus', 'statut', 'statutcommande', 'statutdelacommande', 'étatcommande'],
  ...['event', 'eventtype', 'eventname', 'action', 'actiontype'],
  ...['estado', 'estadopedido', 'estadodelpedido', 'stato', 'statoordine'],
])
const AMOUNTS = new Set(
  ['qty', 'quantity'].flatMap((noun) =>
    ['refunded', 'returned', 'cancelled', 'canceled'].flatMap((word) => [noun + word, word + noun]),
  ),
)
const TIMES = new Set(['cancelledat', 'canceledat', 'refundedat', 'returnedat', 'storniertam', 'stornodatum'])
/** Words of a status or an event, also in part: remove_from_cart, wc-cancelled, Storniert, remboursée. */
export const UNDONE =
  /cancel|refund|return(?!able)|void|charge-?back|storn|erstattet|retour|annul|rembours|reembols|devuelt|anulad|cancelad|rimbors|reso\b|remove[ds]?[ _-]?from/i
const FEW = 50 // different values of a status
const SHOWN = 5
const MOST = 4 // columns that are looked at

/**
 * Counts the rows that are cancelled by their status (`refunded`), by an amount sent back, or by the time at which it was.
 *
 * @param read numbers of the columns that are read
 */
export function cancellationCounter(
  names: readonly string[],
  read: readonly (number | undefined)[],
): CancellationCounter {
  const tests = [...names.entries()]
    .filter(([column]) => !read.includes(column))
    .flatMap(([column, name]) => {
      const isUndone = testOf(name)
      return isUndone ? [{ column, name, isUndone, seen: new Map<string, boolean>(), rows: 0, first: 0 }] : []
    })
    .slice(0, MOST)
  return {
    columns: tests.map(({ column }) => column),
    add(cellOf, at) {
      for (const test of tests) {
        const cell = cellOf(test.column)
        const text = cell === null || cell === undefined ? '' : String(cell).trim()
        let isUndone = test.seen.get(text)
        if (isUndone === undefined) {
          isUndone = test.isUndone(text)
          if (test.seen.size <= FEW) test.seen.set(text, isUndone)
        }
        if (isUndone && test.rows++ === 0) test.first = at
      }
    },
    count() {
      const counted = tests.filter(
        ({ name, rows, seen }) => rows > 0 && (seen.size <= FEW || !isStatus(name)),
      )
      const [most] = counted.toSorted((a, b) => b.rows - a.rows)
      if (!most) return undefined
      const values = [...most.seen].filter(([, isUndone]) => isUndone).map(([value]) => value)
      return { column: most.name, values: values.slice(0, SHOWN), rows: most.rows, first: most.first }
    },
  }
}

const isStatus = (name: string) => STATUS.has(plainName(lastKey(name)))

function testOf(name: string): ((cell: string) => boolean) | undefined {
  const plain = plainName(lastKey(name))
  if (isStatus(name)) return (cell) => UNDONE.test(cell)
  if (AMOUNTS.has(plain)) return (cell) => numberIn(cell) > 0
  if (TIMES.has(plain)) return (cell) => !isMissing(cell)
  return undefined
}
