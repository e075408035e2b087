import type { TableLayout } from '../layouts/table-layout'
import { AFTER_QUOTE, textAfterQuote } from '../lines/after-quote'
import { closeQuotes } from '../lines/field-count'
import { isUnended } from '../lines/line-blocks'
import { type LineCursor, placeOf } from '../lines/line-cursor'
import { LONGEST_RECORD, linesOf, quotedRecords } from '../lines/quoted-records'
import { quoted, undecided, undecidedBut } from '../values/file-error'
import { validLines } from '../values/line-bytes'
import { numberIn } from '../values/numbers-in-text'
import { strayQuote } from './stray-quote'
import { isRating, type TableEntries } from './table-entries'

/** The answer by which quotes are plain characters. */
const PLAIN = { options: ['quoting'], likely: { quoting: 'none' } }
const PADDED_QUOTES = /^ +"[^"]*" *$/

/** Reads records of a table with fields in double quotes, which may span lines. */
export interface TableRecords {
  /** Whether the last record has a quote that is not closed yet: the next block continues it. */
  readonly areOpen: boolean
  parse(block: Uint8Array): void
  /** Call this after the last block. */
  end(): void
}

export function tableRecords(layout: TableLayout, entries: TableEntries, cursor: LineCursor): TableRecords {
  const { delimiter, quoting, columnCount, rating: ratingColumn = -1 } = layout
  const records = quotedRecords(delimiter)
  let isCutOff = false // in the last line

  function parse(block: Uint8Array, isLast = false): void {
    let read: ReturnType<typeof records.read>
    if (!isLast) isCutOff = isUnended(block)
    try {
      read = records.read(block, isLast)
    } catch (cause) {
      cursor.line += records.openLines + validLines(block) + 1
      throw cause
    }
    for (const record of read.records) {
      cursor.line++
      const lines = linesOf(record)
      if (lines > 1 && quoting === 'auto') requireNoRows(record)
      for (const field of record) if (field[0] === ' ') requirePlainSpace(field)
      entries.addTexts(record)
      cursor.line += lines - 1
    }
    if (read.malformed !== undefined) {
      failAfter(AFTER_QUOTE, textAfterQuote(read.malformed), read.malformed)
    }
    if (records.open > LONGEST_RECORD)
      failAfter('a closing quote', `none in ${LONGEST_RECORD} characters`, records.openLine)
  }

  /** @throws if a field has quotes behind a space, which would be part of it, in a table whose quotes are those of fields elsewhere */
  function requirePlainSpace(field: string): void {
    if (!PADDED_QUOTES.test(field)) return
    const expected = 'a quote at the start of its field, or quotes that are plain characters'
    throw undecidedBut(placeOf(cursor), expected, `${quoted(field)} (${closeQuotes})`, PLAIN)
  }

  /** @throws if a field that spans lines would, without its quotes, be rows of the table */
  function requireNoRows(record: readonly string[]): void {
    const rows = record
      .join(delimiter)
      .split('\n')
      .map((text) => text.split(delimiter))
    const areRows = rows.every(
      (row) => row.length === columnCount && (ratingColumn < 0 || isRating(numberIn(row[ratingColumn]!))),
    )
    if (!areRows) return
    const got = `${rows.length} lines between two quotes that look like rows`
    throw undecided(placeOf(cursor), 'a quoted field, or quotes that are plain characters', got, ['quoting'])
  }

  function failAfter(expected: string, got: string, line: string, isUnended = false): never {
    cursor.line++
    throw strayQuote({ where: placeOf(cursor), line, isUnended, layout }, expected, got)
  }

  return {
    get areOpen() {
      return records.open > 0
    },
    parse,
    end() {
      if (records.open > 0) parse(new Uint8Array(0), true)
      if (records.open > 0)
        failAfter(
          'a closing quote',
          'the end of the file',
          records.openLine,
          isCutOff && records.openLines === 1,
        )
    },
  }
}
