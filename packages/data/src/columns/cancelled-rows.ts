import { isMissing } from '../values/missing-ids'
import { numberIn } from '../values/numbers-in-text'
import { lastKey, wordsOf } from '../values/words-of-ratings'
import { saysUndone } from '../values/words-of-undoing'

/** Rows that a column, which was not read, calls cancelled or sent back. */
export interface CancelledRows {
  /** Its name. */
  readonly column: string
  /** Its cells that say so, in order of first appearance, at most five. */
  readonly values: readonly string[]
  readonly rows: number
  /** The first of them, from 1: a line of a text file, a row of a parquet file or of a query. */
  readonly first: number
  /** Its file, where several were read. */
  readonly file?: string
}

/** Counts them. */
export interface CancellationCounter {
  /** Numbers of the columns that may say whether a row is cancelled, so far, and are not read. */
  readonly columns: readonly number[]
  /**
   * @param cellOf the cell of one of the columns in a row
   * @param at the line or row, from 1
   */
  add(cellOf: (column: number) => unknown, at: number): void
  /** Those of the column that has most of them. */
  count(): CancelledRows | undefined
}

/** Words of names of columns that say what became of an order, or what a row is: `Line Status`, `order_state`, `document_type`, `Belegart`. */
const STATUS = new RegExp(
  `^(?:${[
    ...['state', 'kind', 'typ', 'type', 'event', 'action', 'outcome', 'result', 'resolution', 'disposition'],
    ...[
      'transaction',
      'transaktion',
      'vorgang',
      'art',
      'stand',
      'statut',
      'é?tat',
      'estado',
      'situação',
      'stato',
    ],
    ...['stav', 'durum', 'статус', 'состояние', '状态', '狀態', '状態', 'ステータス', '상태'],
  ].join('|')})$|status|zustand|(?:beleg|buchungs|vorgangs|auftrags|bewegungs|geschäfts)art$|typ$`,
  'u',
)
const REASON = /^(?:reason|grund)$/
/** Words of names of columns that tell one row from another, or when it was. */
const ELSE = new Set([
  'id',
  'ids',
  'uuid',
  'date',
  'datum',
  'time',
  'zeit',
  'timestamp',
  'ts',
  'at',
  'on',
  'by',
  'url',
])
/** Words of names of columns that have a number. */
const AMOUNT =
  /^(?:amount|total|sum|value|count|price|betrag|summe|montant|importe)$|quantit|qty|menge|anzahl/
/** Cells of a column of what was sent back, or of the time, for a row that was not. */
const NOTHING = /^(?:false|f|non?|none|n|nein|nie|nicht|kein\p{L}*|never|0000-00-00.*)$/iu
const OTHERS = 1000 // different values of which none says so: these are ids, or titles
const REMEMBERED = 50 // different values
const SHOWN = 5
const MOST = 6 // columns that are looked at
const MOST_ROWS = 0.5 // of a column of times or reasons: a book that was lent is returned, in the end

interface Test {
  readonly column: number
  readonly name: string
  /** Whether the name alone says what the cells are about: `returned_at`. */
  readonly isByName: boolean
  readonly isUndone: (cell: string) => boolean
  readonly seen: Map<string, boolean>
  readonly values: string[]
  others: number
  rows: number
  first: number
}

/**
 * Counts the rows that are cancelled by their status (`refunded`), by an amount sent back, or by the time at which it was, or why.
 *
 * @param read numbers of the columns that are read
 */
export function cancellationCounter(
  names: readonly string[],
  read: readonly (number | undefined)[],
): CancellationCounter {
  let all = 0
  let tests: readonly Test[] = [...names.entries()]
    .filter(([column]) => !read.includes(column))
    .flatMap(([column, name]) => {
      const test = testOf(name)
      return test
        ? [{ column, name, ...test, seen: new Map(), values: [], others: 0, rows: 0, first: 0 }]
        : []
    })
    .slice(0, MOST)

  function isUndone(test: Test, cell: unknown): boolean {
    const text = cell === null || cell === undefined ? '' : String(cell).trim()
    const known = test.seen.get(text)
    if (known !== undefined) return known
    const found = test.isUndone(text)
    if (test.seen.size < REMEMBERED) test.seen.set(text, found)
    else if (!found) test.others++
    if (found && test.values.length < SHOWN && !test.values.includes(text)) test.values.push(text)
    return found
  }

  return {
    get columns() {
      return tests.map(({ column }) => column)
    },
    add(cellOf, at) {
      all++
      let isAnyElse = false
      for (const test of tests) {
        if (isUndone(test, cellOf(test.column)) && test.rows++ === 0) test.first = at
        isAnyElse ||= test.rows === 0 && test.others >= OTHERS
      }
      if (isAnyElse) tests = tests.filter(({ rows, others }) => rows > 0 || others < OTHERS)
    },
    count() {
      const counted = tests.filter(({ rows, isByName }) => rows > 0 && (!isByName || rows <= MOST_ROWS * all))
      const [most] = counted.toSorted((a, b) => b.rows - a.rows)
      return most && { column: most.name, values: most.values, rows: most.rows, first: most.first }
    },
  }
}

function testOf(name: string): Pick<Test, 'isByName' | 'isUndone'> | undefined {
  const words = wordsOf(lastKey(name).normalize('NFC'))
  const byStatus = { isByName: false, isUndone: saysUndone }
  if (words.some((word) => STATUS.test(word)))
    return words.some((word) => ELSE.has(word)) ? undefined : byStatus
  if (!saysUndone(words.join(' '))) return words.some((word) => REASON.test(word)) ? byStatus : undefined
  const isAmount = words.some((word) => AMOUNT.test(word))
  return { isByName: true, isUndone: isAmount ? (cell) => Math.abs(numberIn(cell)) > 0 : isSomething }
}

/** Whether a cell has a time, a reason, or the yes of a flag. */
function isSomething(cell: string): boolean {
  return !isMissing(cell) && !NOTHING.test(cell) && numberIn(cell) !== 0
}
