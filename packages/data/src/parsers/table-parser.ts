import type { InteractionsBuilder } from '../interactions/interactions-builder'
import type { TableLayout } from '../layouts/table-layout'
import { quotedAs } from '../lines/cells'
import type { BlockParser } from '../lines/line-blocks'
import type { LineCursor } from '../lines/line-cursor'
import type { LineOptions } from '../reading/reading'
import { quotedFields } from './quoted-fields'
import { tableEntries } from './table-entries'
import { tableRecords } from './table-records'
import { unquotedLines } from './unquoted-lines'

const NEWLINE = 10
const QUOTE = 34

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
  rows: LineOptions,
): BlockParser {
  const { delimiter } = layout
  const cursor: LineCursor = { name, line: before }
  const entries = tableEntries(layout, builder, cursor, rows)
  const as = quotedAs(delimiter, layout.quoting)
  const records = tableRecords(layout, entries, cursor)
  const parseUnquoted = unquotedLines(delimiter, entries, cursor)
  const parseFields = quotedFields(layout, entries, cursor, parseUnquoted)

  return {
    parse(block) {
      const quote = as === 'plain' ? -1 : block.indexOf(QUOTE)
      if (records.areOpen) records.parse(block)
      else if (quote < 0) parseUnquoted(block)
      else if (as === 'fields') parseFields(block)
      else {
        const plain = block.lastIndexOf(NEWLINE, quote) + 1
        parseUnquoted(block.subarray(0, plain))
        records.parse(plain === 0 ? block : block.subarray(plain)) // itself, for what is known of a last line
      }
    },
    end() {
      records.end()
      entries.end()
    },
    get line() {
      return cursor.line
    },
    turnedOut: entries.turnedOut,
  }
}
