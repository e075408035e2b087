import { headerAgain } from '../columns/header-again'
import { isColumnNumber } from '../columns/header-of-numbers'
import { isQuantityName } from '../columns/quantity-names'
import { entryIds } from '../interactions/entry-ids'
import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import { requireNoFurtherTable } from '../layouts/further-table'
import { strayRows } from '../layouts/stray-rows'
import type { TableLayout } from '../layouts/table-layout'
import { belowRows, maybeBelow } from '../lines/below-rows'
import { isCommentAmong, isSign } from '../lines/comments'
import { isOfDelimiters } from '../lines/empty-rows'
import { dataEnd } from '../lines/end-of-data'
import { wrongFieldCount } from '../lines/field-count'
import { type LineCursor, placeOf } from '../lines/line-cursor'
import { openRow } from '../lines/open-ends'
import { type Absence, leaveOut, likeHeader } from '../reading/absent-values'
import type { LineOptions } from '../reading/reading'
import type { TurnedOut } from '../reading/turned-out'
import { fileError, quoted } from '../values/file-error'
import { isBlank, textOf } from '../values/line-bytes'
import { isMissing } from '../values/missing-ids'
import { mayBeNoneOrLess, numberIn } from '../values/numbers-in-text'
import { ratingNumbers } from '../values/rating-numbers'
import { ratingWords } from '../values/rating-words'
import { repeatedTexts } from '../values/repeated-texts'
import { entryTimeIn, timeInBytes } from '../values/times-in-text'
import { mayBeTotal } from '../values/totals'
import { columnsBeside } from './columns-beside'

const HEADER_AGAIN =
  "the header again: give files that were put one after another each by itself (the command: a pattern such as 'days/*.csv')"

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
  turnedOut(): TurnedOut
}

/** @param cursor at the line that is added */
export function tableEntries(
  layout: TableLayout,
  builder: InteractionsBuilder,
  cursor: LineCursor,
  rows: LineOptions,
): TableEntries {
  const { columnCount, openEnds = false, names, user: userColumn, item: itemColumn } = layout
  const { rating: ratingColumn = -1, timestamp: timeColumn = -1 } = layout
  const ofIds = names && ([names[userColumn]!, names[itemColumn]!] as const)
  const header = ofIds?.every(isColumnNumber) === false ? headerAgain(...ofIds) : undefined // numbers may be ids
  const ratings = ratingNumbers({
    chosen: layout.decimal,
    isContinental: layout.delimiter === ';',
    isOfQuantities: isQuantityName(names?.[ratingColumn] ?? ''),
  })
  const words = ratingWords()
  const read = [userColumn, itemColumn, ratingColumn, timeColumn]
  const beside = columnsBeside(names ?? [], read, ratingColumn >= 0, rows.verdicts)
  const starts = new Int32Array(columnCount + 1)
  const ends = new Int32Array(columnCount + 1)
  const texts = repeatedTexts()
  let isBelowRow = false // whether the present line is below the last row
  const stray = strayRows(rows.missing, (error, isLast) => {
    if (!isLast) return maybeBelowRows(error)
    return isBelowRow ? error : belowRows(error, 1)
  })
  const dataUpTo = dataEnd(cursor)
  let isAfterBlank = false // the line before was blank: another table may begin
  const ids = entryIds(builder)
  let lastRow = 0 // its line

  const place = () => placeOf(cursor)
  const failure = (expected: string, got: string) => fileError(place(), expected, got)

  /** The error of a line that may stand below the rows. */
  function maybeBelowRows(error: Error): Error {
    return maybeBelow(error, lastRow > 0)
  }

  const cellsIn = (block: Uint8Array) => (column: number) => textOf(block, starts[column]!, ends[column]!)

  /** @param cellOf the row's text in a column */
  function absent(lacks: Absence, text: string, cellOf: (column: number) => string): false {
    ids.takeBack()
    isBelowRow = true
    if (lastRow === 0 && !isEntryOf(cellOf(userColumn), cellOf(itemColumn))) return addStray()
    if (lacks === 'no rating') ratings.requireMark(text, place)
    const header = names === undefined && lastRow === 0 ? likeHeader(lacks, text, place()) : undefined
    if (header) throw header
    const cellBelow = (name: string) => cellOf(names!.indexOf(name))
    const areWords = words.kind === 'words'
    const how = { ...rows, cellOf: cellBelow, areWords, hasTextIds: true }
    try {
      return leaveOut(lacks, text, place(), cursor.line, how)
    } catch (error) {
      const cells = Array.from({ length: columnCount }, (_, column) => cellOf(column))
      const isNone = isMissing(cells[userColumn]!) && isMissing(cells[itemColumn]!)
      throw isNone || cells.some(mayBeTotal) ? maybeBelowRows(error as Error) : error // a row of sums
    }
  }

  function addFields(block: Uint8Array, start: number, end: number, count: number): boolean {
    if (isSign(block[start]!) && isCommentAmong(rows, textOf(block, start, end), place)) return addComment()
    if (count !== columnCount) {
      if (isBlank(block, start, end)) return addBlank()
      const text = textOf(block, start, end)
      return isOfDelimiters(text, layout.delimiter) ? addEmpty() : addEnd(count, text)
    }
    if (openEnds && !isBlank(block, starts[count - 1]!, ends[count - 1]!))
      throw notOpen(textOf(block, start, end))
    dataUpTo.requireOpen()
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
      throw namesAgain(Array.from({ length: count }, (_, column) => cellsIn(block)(column)))
    }
    const user = builder.users.indexOfBytes(block, userFrom, userTo)
    if (user < 0) {
      if (isBlank(block, start, end)) return addBlank()
      if (isOfDelimiters(textOf(block, start, end), layout.delimiter)) return addEmpty()
      return absent('no user', textOf(block, userFrom, userTo), cellsIn(block))
    }
    const item = user === ELSEWHERE ? 0 : builder.items.indexOfBytes(block, itemFrom, itemTo)
    if (item < 0) return absent('no item', textOf(block, itemFrom, itemTo), cellsIn(block))
    let rating = 1
    if (ratingColumn >= 0) {
      const [from, to] = [starts[ratingColumn]!, ends[ratingColumn]!]
      rating = words.orWordIn(ratings.inBytes(block, from, to, place), block, from, to)
      if (!isRating(rating)) return absent('no rating', textOf(block, from, to), cellsIn(block))
    }
    let time = 0
    if (timeColumn >= 0) {
      const [from, to] = [starts[timeColumn]!, ends[timeColumn]!]
      time = timeInBytes(block, from, to, rows.dateOrder)
      if (Number.isNaN(time)) return absent('no timestamp', textOf(block, from, to), cellsIn(block))
    }
    if (user !== ELSEWHERE) {
      if (beside.quantity >= 0) addQuantity(block)
      if (beside.isOpen()) {
        beside.add((column) => texts.textIn(block, starts[column]!, ends[column]!), cursor.line, user, item)
      }
      if (ids.isNewUser(user) || ids.isNewItem(item)) {
        const row = [textOf(block, userFrom, userTo), textOf(block, itemFrom, itemTo)] as const
        if (!isEntry(user, item, ...row)) return addStray()
      }
    }
    if (timeColumn >= 0 && rows.times?.knows(time) === false) {
      rows.times.add(time, textOf(block, starts[timeColumn]!, ends[timeColumn]!), place())
    }
    return addEntry(user, item, rating, time)
  }

  function addTexts(fields: readonly string[]): boolean {
    if (fields.length === 1 && fields[0]!.trim() === '') return addBlank()
    if (isSign(fields[0]!.charCodeAt(0)) && isCommentOfTexts(fields)) return addComment()
    if (fields.every((field) => field.trim() === '')) return addEmpty()
    if (fields.length !== columnCount) return addEnd(fields.length, textOfFields(fields))
    if (openEnds && fields.at(-1)!.trim() !== '') throw notOpen(textOfFields(fields))
    dataUpTo.requireOpen()
    if (isAfterBlank) requireNoTable(fields)
    if (header?.is(fields[userColumn]!, fields[itemColumn]!)) throw namesAgain(fields)
    const user = builder.users.indexOf(fields[userColumn]!)
    if (user < 0) return absent('no user', fields[userColumn]!, (column) => fields[column]!)
    const item = builder.items.indexOf(fields[itemColumn]!)
    if (item < 0) return absent('no item', fields[itemColumn]!, (column) => fields[column]!)
    const value = fields[ratingColumn] ?? ''
    const rating = ratingColumn < 0 ? 1 : words.orWord(ratings.inText(value, place), value)
    if (!isRating(rating)) return absent('no rating', value, (column) => fields[column]!)
    const time = timeColumn < 0 ? 0 : entryTimeIn(fields[timeColumn]!, rows.dateOrder)
    if (Number.isNaN(time)) return absent('no timestamp', fields[timeColumn]!, (column) => fields[column]!)
    if (user !== ELSEWHERE) {
      if (beside.quantity >= 0) beside.addQuantity(fields[beside.quantity]!, cursor.line)
      if (beside.isOpen()) beside.add((column) => fields[column], cursor.line, user, item)
      if (ids.isNewUser(user) || ids.isNewItem(item)) {
        if (!isEntry(user, item, fields[userColumn]!, fields[itemColumn]!)) return addStray()
      }
    }
    if (timeColumn >= 0 && rows.times?.knows(time) === false) {
      rows.times.add(time, fields[timeColumn]!, place())
    }
    return addEntry(user, item, rating, time)
  }

  /** Whether a line is a comment; one that has as many fields as a row may begin with an id in quotes. */
  function isCommentOfTexts(fields: readonly string[]): boolean {
    const { missing } = rows
    const isSure = fields.length !== columnCount
    const line = fields.join(layout.delimiter)
    return isCommentAmong(isSure ? rows : { isComment: () => false, missing }, line, place)
  }

  /** The text of a row, in quotes where it has one field that holds further ones. */
  function textOfFields(fields: readonly string[]): string {
    const text = fields.join(layout.delimiter)
    return fields.length === 1 && text.includes(layout.delimiter) ? `"${text.replaceAll('"', '""')}"` : text
  }

  /** The error of a row with the names of the user and the item: the header again, unless it has a number that is no name. */
  function namesAgain(fields: readonly string[]): Error {
    const number = fields.find((field) => Number.isFinite(numberIn(field)) && !names!.includes(field))
    if (number === undefined) return failure('an entry', HEADER_AGAIN)
    const again = ofIds!.map((id) => quoted(id)).join(' and ')
    const got = `${again} again, as in the header, beside ${quoted(number)}: write a header with names if the file has none`
    return failure('an entry', got)
  }

  /** @throws if a line that is no row is no end of the data either */
  function addEnd(count: number, text: string): false {
    if (!dataUpTo.isAt(text)) throw wrongCount(count, text)
    return false
  }

  function notOpen(text: string): Error {
    return failure(openRow(columnCount), quoted(text))
  }

  function wrongCount(count: number, text: string): Error {
    if (openEnds && count === columnCount - 1) return failure(openRow(columnCount), `${count}`)
    const isFirst = names !== undefined && lastRow === 0
    const error = wrongFieldCount(place(), {
      ...{ expected: columnCount, got: count, text, isFirst, delimiter: layout.delimiter },
      isHeaderOpen: names?.at(-1) === '',
    })
    return maybeBelowRows(error)
  }

  function addEntry(user: number, item: number, rating: number, time: number): true {
    lastRow = cursor.line
    isBelowRow = false
    builder.add(user, item, rating, time)
    return true
  }

  function addComment(): false {
    rows.skipped.add('comment', cursor.line)
    isBelowRow = true
    return false
  }

  function addBlank(): false {
    isAfterBlank = true
    return false
  }

  /** Passes over a row of delimiters alone. */
  function addEmpty(): false {
    rows.skipped.add('empty', cursor.line)
    return addBlank()
  }

  function requireNoTable(fields: readonly string[]): void {
    isAfterBlank = false
    requireNoFurtherTable(fields, layout.delimiter, cursor)
  }

  /** Looks at a quantity that may be zero or below. */
  function addQuantity(block: Uint8Array): void {
    const [from, to] = [starts[beside.quantity]!, ends[beside.quantity]!]
    if (mayBeNoneOrLess(block, from, to)) beside.addQuantity(textOf(block, from, to), cursor.line)
  }

  /** Whether a row is an entry, whose ids are kept then; false for one that is left out. @throws if it is none, and refused */
  function isEntry(user: number, item: number, userId: string, itemId: string): boolean {
    const isEntry = isEntryOf(userId, itemId, ids.isNewUser(user), ids.isNewItem(item))
    if (isEntry) ids.keep(user, item)
    else ids.takeBack()
    return isEntry
  }

  function isEntryOf(user: string, item: string, isUserNew = false, isItemNew = false): boolean {
    const row = { user, item, at: cursor.line, where: place() }
    return stray.isEntry({ ...row, isFirst: lastRow === 0, isUserNew, isItemNew })
  }

  /** Counts a row that is left out, as it is no entry; false, as nothing was added. */
  function addStray(): false {
    rows.skipped.add('no entry', cursor.line)
    isBelowRow = true
    return false
  }

  return {
    ...{ starts, ends, addFields, addTexts, addBlank },
    end() {
      stray.requireNoneOutside(lastRow)
      ratings.requireSure()
    },
    turnedOut: () => ({
      decimal: ratings.mark === 'comma' ? 'comma' : layout.decimal,
      ratingKind: words.kind,
      marks: ratings.marks,
      ...beside.turnedOut(),
    }),
  }
}

/** Whether a number is one that interactions hold. */
export function isRating(rating: number): boolean {
  return Number.isFinite(Math.fround(rating))
}
