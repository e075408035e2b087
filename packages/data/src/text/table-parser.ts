import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import { type Absence, leaveOut } from './absent-values'
import { quotedAs, unquoted } from './cells'
import { columnRoles, findColumn, unreadQuantity } from './column-names'
import { isComment } from './comments'
import { fileError, quoted, undecided } from './file-error'
import { headerAgain } from './header-again'
import type { BlockParser } from './line-blocks'
import { isBlank, textOf, validLines } from './line-bytes'
import { isNegative, numberIn } from './numbers-in-text'
import { LONGEST_RECORD, linesOf, quotedRecords } from './quoted-records'
import { type DecimalMark, ratingNumbers } from './rating-numbers'
import { ratingWords } from './rating-words'
import { type NegativeRows, negativeCounter, type RowOptions } from './reading'
import { strayRows } from './stray-rows'
import type { TableLayout } from './table-layout'
import { timeIn, timeInBytes } from './times-in-text'

const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const QUOTE = 34
const DASH = 45
const NUMBERED = /^\s*[-\d]/ // no name of a column

/** A parser of tables. */
export interface TableParser extends BlockParser {
  /** The decimal mark of the ratings so far, if it was chosen or is no point. */
  readonly decimal: DecimalMark | undefined
  /** Rows with a negative quantity in a column that is not read, if there were some. */
  readonly negative: NegativeRows | undefined
}

/**
 * Reads one entry a line. Plain lines are read as bytes, without an object or a string for each; from a line with a
 * double quote to the end of its block, the CSV library reads.
 *
 * @param before lines of the file before the first block
 */
export function tableParser(
  layout: TableLayout,
  builder: InteractionsBuilder,
  name: string,
  before: number,
  rows: RowOptions,
): TableParser {
  let line = before
  let isAfterBlank = false // the line before was blank: another table may begin
  const { columnCount, names, quoting, user: userColumn, item: itemColumn } = layout
  const { rating: ratingColumn = -1, timestamp: timeColumn = -1 } = layout
  const delimiter = layout.delimiter.charCodeAt(0)
  const width = layout.delimiter.length
  const isSpaced = layout.delimiter === ' '
  const as = quotedAs(layout.delimiter, quoting)
  const records = quotedRecords(layout.delimiter)
  const { commentSign } = rows
  const sign = commentSign?.charCodeAt(0) ?? -1
  const header = names && headerAgain(names[userColumn]!, names[itemColumn]!)
  const ratings = ratingNumbers({ chosen: layout.decimal, isContinental: layout.delimiter === ';' })
  const words = ratingWords()
  const quantityColumn = unreadQuantity(names ?? [], [userColumn, itemColumn, ratingColumn, timeColumn])
  const negative = negativeCounter(names?.[quantityColumn] ?? '')
  // Where the fields of the present line are. What does not fit is counted, not kept.
  const starts = new Int32Array(columnCount + 1)
  const ends = new Int32Array(columnCount + 1)

  const stray = strayRows(name)
  let users = 0 // that were seen
  let lastRow = 0 // its line

  const isRating = (rating: number) => Number.isFinite(Math.fround(rating))
  const place = () => `${name}:${line}`
  const failure = (expected: string, got: string) => fileError(place(), expected, got)
  const absent = (lacks: Absence, text: string) => leaveOut(lacks, text, place(), line, rows)

  function parsePlain(block: Uint8Array): void {
    let at = 0
    while (at < block.length) {
      line++
      const start = at
      let count = 0
      starts[0] = at
      for (let byte = block[at]; byte !== NEWLINE; byte = block[at]) {
        if (byte === delimiter && (width === 1 || block[at + 1] === delimiter)) {
          ends[count++] = at
          at += width
          starts[count] = at
        } else at++
      }
      const end = at > start && block[at - 1] === RETURN ? at - 1 : at
      at++
      if (end === start) {
        isAfterBlank = true
        continue
      }
      ends[count++] = end
      addFields(block, start, end, count)
    }
  }

  function parseSpaced(block: Uint8Array): void {
    let at = 0
    while (at < block.length) {
      line++
      const start = at
      let count = 0
      for (let byte = block[at]; byte !== NEWLINE; byte = block[at]) {
        if (byte! <= SPACE) {
          at++
          continue
        }
        starts[count] = at
        while (block[at]! > SPACE) at++
        ends[count++] = at
      }
      if (count > 0) addFields(block, start, block[at - 1] === RETURN ? at - 1 : at, count)
      else isAfterBlank = true
      at++
    }
  }

  /** Adds the entry of a line, whose fields are found; whether it was added. */
  function addFields(block: Uint8Array, start: number, end: number, count: number): boolean {
    if (block[start] === sign && isComment(textOf(block, start, end))) return comment()
    if (count !== columnCount) {
      if (isBlank(block, start, end)) return blankLine()
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
      if (isBlank(block, start, end)) return blankLine()
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
      stray.requireEntry(textOf(block, userFrom, userTo), textOf(block, itemFrom, itemTo), line)
    return addEntry(user, item, rating, time)
  }

  /** Whether a user was not seen before; of users elsewhere nothing is known. */
  function isNew(user: number): boolean {
    if (user < users || user === ELSEWHERE) return false
    users = user + 1
    return true
  }

  function addEntry(user: number, item: number, rating: number, time: number): true {
    lastRow = line
    builder.add(user, item, rating, time)
    return true
  }

  function comment(): false {
    rows.skipped.add('comment', line)
    return false
  }

  function blankLine(): false {
    isAfterBlank = true
    return false
  }

  /** @throws if the fields are names of columns: the header of a further table, below the first one */
  function requireNoTable(fields: readonly string[]): void {
    isAfterBlank = false
    if (fields.some((field) => NUMBERED.test(field))) return
    if (!columnRoles.some((role) => findColumn(fields, role, undefined, place()) >= 0)) return
    throw failure(
      'one table',
      `the header of another after a blank line: ${quoted(fields.join(layout.delimiter))}`,
    )
  }

  function countNegative(quantity: string): void {
    if (isNegative(quantity)) negative.add(line)
  }

  /** The same from texts, without quotes. */
  function addTexts(fields: readonly string[]): boolean {
    if (fields.length === 1 && fields[0]!.trim() === '') return blankLine()
    if (commentSign !== undefined && isComment(fields[0]!, commentSign)) {
      if (fields.length !== columnCount) return comment()
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
    if (isNew(user)) stray.requireEntry(fields[userColumn]!, fields[itemColumn]!, line)
    return addEntry(user, item, rating, time)
  }

  /** A line whose quotes are plain characters, but for a field that opens and closes with one. */
  function parseMarked(text: string): void {
    line++
    const raw = isSpaced ? text.trim().split(/[ \t]+/) : text.split(layout.delimiter)
    addTexts(
      raw.map((field) => {
        const plain = unquoted(field.trim())
        if (plain !== undefined) return plain
        const expected = 'a closing quote in the same field'
        throw undecided(`${name}:${line}`, expected, `only the opening one of ${quoted(field)}`, ['quoting'])
      }),
    )
  }

  function parseFields(block: Uint8Array): void {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let at = 0
    for (let quote = block.indexOf(QUOTE); quote >= 0; quote = block.indexOf(QUOTE, at)) {
      const start = block.lastIndexOf(NEWLINE, quote) + 1
      const end = block.indexOf(NEWLINE, quote)
      parseUnquoted(block.subarray(at, start))
      const text = decoded(block.subarray(start, block[end - 1] === RETURN ? end - 1 : end), decoder)
      parseMarked(text)
      at = end + 1
    }
    parseUnquoted(block.subarray(at))
  }

  function parseRecords(block: Uint8Array, isLast = false): void {
    let read: ReturnType<typeof records.read>
    try {
      read = records.read(block, isLast)
    } catch (cause) {
      line += records.openLines + validLines(block) + 1
      throw cause
    }
    for (const record of read.records) {
      line++
      const lines = linesOf(record)
      if (lines > 1 && quoting === 'auto') requireNoRows(record)
      addTexts(record)
      line += lines - 1
    }
    if (read.malformed) failAfter('a delimiter or a line end after a closing quote', 'other text')
    if (records.open > LONGEST_RECORD) failAfter('a closing quote', `none in ${LONGEST_RECORD} characters`)
  }

  /** @throws if a field that spans lines would, without its quotes, be rows of the table */
  function requireNoRows(record: readonly string[]): void {
    const rows = record
      .join(layout.delimiter)
      .split('\n')
      .map((text) => text.split(layout.delimiter))
    const areRows = rows.every(
      (row) => row.length === columnCount && (ratingColumn < 0 || isRating(numberIn(row[ratingColumn]!))),
    )
    if (!areRows) return
    const got = `${rows.length} lines between two quotes that look like rows`
    throw undecided(`${name}:${line}`, 'a quoted field, or quotes that are plain characters', got, [
      'quoting',
    ])
  }

  function failAfter(expected: string, got: string): never {
    line++
    throw undecided(`${name}:${line}`, expected, got, ['quoting'])
  }

  function decoded(bytes: Uint8Array, decoder: TextDecoder): string {
    try {
      return decoder.decode(bytes)
    } catch (cause) {
      line++
      throw cause
    }
  }

  const parseUnquoted = isSpaced ? parseSpaced : parsePlain

  return {
    parse(block) {
      const quote = as === 'plain' ? -1 : block.indexOf(QUOTE)
      if (records.open > 0) parseRecords(block)
      else if (quote < 0) parseUnquoted(block)
      else if (as === 'fields') parseFields(block)
      else {
        const plain = block.lastIndexOf(NEWLINE, quote) + 1
        parseUnquoted(block.subarray(0, plain))
        parseRecords(block.subarray(plain))
      }
    },
    end() {
      if (records.open > 0) parseRecords(new Uint8Array(0), true)
      if (records.open > 0) failAfter('a closing quote', 'the end of the file')
      stray.requireNoTotal(lastRow)
    },
    get line() {
      return line
    },
    get decimal() {
      return ratings.mark === 'comma' ? 'comma' : layout.decimal
    },
    get negative() {
      return negative.count()
    },
  }
}
