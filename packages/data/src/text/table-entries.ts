import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import { type Absence, leaveOut } from './absent-values'
import { unreadQuantity } from './column-names'
import { isComment } from './comments'
import { fileError, quoted } from './file-error'
import { requireNoFurtherTable } from './further-table'
import { headerAgain } from './header-again'
import { isBlank, textOf } from './line-bytes'
import { type LineCursor, placeOf } from './line-cursor'
import { isNegative } from './numbers-in-text'
import { type DecimalMark, ratingNumbers } from './rating-numbers'
import { ratingWords } from './rating-words'
import { type NegativeRows, negativeCounter, type RowOptions } from './reading'
import { strayRows } from './stray-rows'
import type { TableLayout } from './table-layout'
import { timeIn, timeInBytes } from './times-in-text'

const DASH = 45

/** Adds the entries of a table's lines to a builder. */
export interface TableEntries {
  /** Where the fields of the present line are; what does not fit is counted, not kept. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Adds the entry of the line block[start, end), whose fields are found; whether it was added. */
  addFields(block: Uint8Array, start: number, end: number, count: number): boolean
  /** The same from texts, without quotes. */
  addTexts(fields: readonly string[]): boolean
  /** Passes over a line without fields; false, as nothing was added. */
  addBlank(): false
  /** Call this after the last line. */
  end(): void
  /** The decimal mark of the ratings so far, if it was chosen or is no point. */
  readonly decimal: DecimalMark | undefined
  /** Rows with a negative quantity in a column that is not read, if there were some. */
  readonly negative: NegativeRows | undefined
}

/** @param cursor at the line that is added */
export function tableEntries(
  layout: TableLayout,
  builder: InteractionsBuilder,
  cursor: LineCursor,
  rows: RowOptions,
): TableEntries {
  const { columnCount, names, user: userColumn, item: itemColumn } = layout
  const { rating: ratingColumn = -1, timestamp: timeColumn = -1 } = layout
  const { commentSign } = rows
  const sign = commentSign?.charCodeAt(0) ?? -1
  const header = names && headerAgain(names[userColumn]!, names[itemColumn]!)
  const ratings = ratingNumbers({ chosen: layout.decimal, isContinental: layout.delimiter === ';' })
  const words = ratingWords()
  const quantityColumn = unreadQuantity(names ?? [], [userColumn, itemColumn, ratingColumn, timeColumn])
  const negative = negativeCounter(names?.[quantityColumn] ?? '')
  const starts = new Int32Array(columnCount + 1)
  const ends = new Int32Array(columnCount + 1)
  const stray = strayRows(cursor.name)
  let isAfterBlank = false // the line before was blank: another table may begin
  let users = 0 // that were seen
  let lastRow = 0 // its line

  const place = () => placeOf(cursor)
  const failure = (expected: string, got: string) => fileError(place(), expected, got)
  const absent = (lacks: Absence, text: string) => leaveOut(lacks, text, place(), cursor.line, rows)

  function addFields(block: Uint8Array, start: number, end: number, count: number): boolean {
    if (block[start] === sign && isComment(textOf(block, start, end))) return addComment()
    if (count !== columnCount) {
      if (isBlank(block, start, end)) return addBlank()
      throw failure(`${columnCount} fields`, `${count}`)
    }
    if (isAfterBlank) {
      requireNoTable(
        Array.from({ length: count }, (_, column) => textOf(block, starts[column]!, ends[column]!)),
      )
    }
    const [userFrom, userTo] = [starts[userColumn]!, ends[userColumn]!]
    const [itemFrom, itemTo] = [starts[itemColumn]!, ends[itemColumn]!]
    if (
      header?.mayBe(block, userTo) &&
      header.is(textOf(block, userFrom, userTo), textOf(block, itemFrom, itemTo))
    ) {
      throw failure('an entry', 'the header again')
    }
    const user = builder.users.indexOfBytes(block, userFrom, userTo)
    if (user < 0) {
      if (isBlank(block, start, end)) return addBlank()
      return absent('no user', textOf(block, userFrom, userTo))
    }
    const item = user === ELSEWHERE ? 0 : builder.items.indexOfBytes(block, itemFrom, itemTo)
    if (item < 0) return absent('no item', textOf(block, itemFrom, itemTo))
    let rating = 1
    if (ratingColumn >= 0) {
      const [from, to] = [starts[ratingColumn]!, ends[ratingColumn]!]
      rating = words.orWordIn(ratings.inBytes(block, from, to, place), block, from, to)
      if (!isRating(rating)) return absent('no rating', textOf(block, from, to))
    }
    let time = 0
    if (timeColumn >= 0) {
      const [from, to] = [starts[timeColumn]!, ends[timeColumn]!]
      time = timeInBytes(block, from, to)
      if (Number.isNaN(time)) return absent('no timestamp', textOf(block, from, to))
    }
    if (quantityColumn >= 0 && user !== ELSEWHERE && block[starts[quantityColumn]!] === DASH) {
      countNegative(textOf(block, starts[quantityColumn]!, ends[quantityColumn]!))
    }
    if (isNew(user))
      stray.requireEntry(textOf(block, userFrom, userTo), textOf(block, itemFrom, itemTo), cursor.line)
    return addEntry(user, item, rating, time)
  }

  function addTexts(fields: readonly string[]): boolean {
    if (fields.length === 1 && fields[0]!.trim() === '') return addBlank()
    if (commentSign !== undefined && isComment(fields[0]!, commentSign)) {
      if (fields.length !== columnCount) return addComment()
      throw failure('a row, or a comment above all quotes', quoted(fields[0]!)) // it may be an id in quotes
    }
    if (fields.length !== columnCount) throw failure(`${columnCount} fields`, `${fields.length}`)
    if (isAfterBlank) requireNoTable(fields)
    if (header?.is(fields[userColumn]!, fields[itemColumn]!)) throw failure('an entry', 'the header again')
    const user = builder.users.indexOf(fields[userColumn]!)
    if (user < 0) return absent('no user', fields[userColumn]!)
    const item = builder.items.indexOf(fields[itemColumn]!)
    if (item < 0) return absent('no item', fields[itemColumn]!)
    const value = fields[ratingColumn] ?? ''
    const rating = ratingColumn < 0 ? 1 : words.orWord(ratings.inText(value, place), value)
    if (!isRating(rating)) return absent('no rating', value)
    const time = timeColumn < 0 ? 0 : timeIn(fields[timeColumn]!)
    if (Number.isNaN(time)) return absent('no timestamp', fields[timeColumn]!)
    if (quantityColumn >= 0 && user !== ELSEWHERE) countNegative(fields[quantityColumn]!)
    if (isNew(user)) stray.requireEntry(fields[userColumn]!, fields[itemColumn]!, cursor.line)
    return addEntry(user, item, rating, time)
  }

  function addEntry(user: number, item: number, rating: number, time: number): true {
    lastRow = cursor.line
    builder.add(user, item, rating, time)
    return true
  }

  function addComment(): false {
    rows.skipped.add('comment', cursor.line)
    return false
  }

  function addBlank(): false {
    isAfterBlank = true
    return false
  }

  function requireNoTable(fields: readonly string[]): void {
    isAfterBlank = false
    requireNoFurtherTable(fields, layout.delimiter, cursor)
  }

  function countNegative(quantity: string): void {
    if (isNegative(quantity)) negative.add(cursor.line)
  }

  /** Whether a user was not seen before; of users elsewhere nothing is known. */
  function isNew(user: number): boolean {
    if (user < users || user === ELSEWHERE) return false
    users = user + 1
    return true
  }

  return {
    ...{ starts, ends, addFields, addTexts, addBlank },
    end: () => stray.requireNoTotal(lastRow),
    get decimal() {
      return ratings.mark === 'comma' ? 'comma' : layout.decimal
    },
    get negative() {
      return negative.count()
    },
  }
}

/** Whether a number is one that interactions hold. */
export function isRating(rating: number): boolean {
  return Number.isFinite(Math.fround(rating))
}
