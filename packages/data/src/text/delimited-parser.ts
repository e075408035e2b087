import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { fileError, quoted } from './file-error'
import type { DelimitedLayout } from './layout'
import type { LineParser } from './line-blocks'
import { numberIn, numberInBytes } from './numbers-in-text'
import { LONGEST_RECORD, linesOf, quotedRecords } from './quoted-records'
import { timeIn, timeInBytes } from './times-in-text'

const NEWLINE = 10
const RETURN = 13
const QUOTE = 34

/**
 * Reads one entry a line. Plain lines are read as bytes, without an object or a string for each; from a line with a
 * double quote to the end of its block, the CSV library reads.
 *
 * @param line lines of the file before the first block
 */
export function delimitedParser(
  layout: DelimitedLayout,
  builder: InteractionsBuilder,
  name: string,
  line: number,
): LineParser {
  const { columnCount, user: userColumn, item: itemColumn } = layout
  const { rating: ratingColumn = -1, timestamp: timeColumn = -1 } = layout
  const delimiter = layout.delimiter.charCodeAt(0)
  const width = layout.delimiter.length
  const records = quotedRecords(layout.delimiter)
  const ends = new Int32Array(columnCount + 1) // where the fields of the present line end

  const failure = (expected: string, got: string) => fileError(`${name}:${line}`, expected, got)

  function add(user: number, item: number, rating: number, time: number): void {
    if (user < 0) throw failure('a user id', 'an empty field')
    if (item < 0) throw failure('an item id', 'an empty field')
    builder.add(user, item, rating, time)
  }

  function parsePlain(block: Uint8Array): void {
    const startOf = (column: number, lineStart: number) =>
      column > 0 ? ends[column - 1]! + width : lineStart
    let at = 0
    while (at < block.length) {
      line++
      const start = at
      let count = 0
      for (let byte = block[at]; byte !== NEWLINE; byte = block[at]) {
        if (byte === delimiter && (width === 1 || block[at + 1] === delimiter)) {
          ends[count++] = at
          at += width
        } else at++
      }
      const end = at > start && block[at - 1] === RETURN ? at - 1 : at
      at++
      if (end === start) continue // a blank line
      ends[count++] = end
      if (count !== columnCount) throw failure(`${columnCount} fields`, `${count}`)
      const user = builder.users.indexOfBytes(block, startOf(userColumn, start), ends[userColumn]!)
      const item = builder.items.indexOfBytes(block, startOf(itemColumn, start), ends[itemColumn]!)
      let rating = 1
      if (ratingColumn >= 0) {
        const [from, to] = [startOf(ratingColumn, start), ends[ratingColumn]!]
        rating = numberInBytes(block, from, to)
        if (!isRating(rating)) throw wrongRating(textOf(block, from, to))
      }
      let time = 0
      if (timeColumn >= 0) {
        const [from, to] = [startOf(timeColumn, start), ends[timeColumn]!]
        time = timeInBytes(block, from, to)
        if (Number.isNaN(time)) throw wrongTime(textOf(block, from, to))
      }
      add(user, item, rating, time)
    }
  }

  function parseQuoted(block: Uint8Array): void {
    const { records: complete, malformed } = records.read(block)
    for (const record of complete) {
      line++
      if (record.length === 1 && record[0]!.trim() === '') continue // a blank line
      if (record.length !== columnCount) throw failure(`${columnCount} fields`, `${record.length}`)
      let rating = 1
      if (ratingColumn >= 0) {
        rating = numberIn(record[ratingColumn]!)
        if (!isRating(rating)) throw wrongRating(record[ratingColumn]!)
      }
      const time = timeColumn >= 0 ? timeIn(record[timeColumn]!) : 0
      if (Number.isNaN(time)) throw wrongTime(record[timeColumn]!)
      add(
        builder.users.indexOf(record[userColumn]!),
        builder.items.indexOf(record[itemColumn]!),
        rating,
        time,
      )
      line += linesOf(record) - 1
    }
    if (malformed) failAfter('a delimiter or a line end after a closing quote', 'other text')
    if (records.open > LONGEST_RECORD) failAfter('a closing quote', `none in ${LONGEST_RECORD} characters`)
  }

  function failAfter(expected: string, got: string): never {
    line++
    throw failure(expected, got)
  }

  const isRating = (rating: number) => Number.isFinite(Math.fround(rating))
  const wrongRating = (text: string) => failure('a finite number as rating', quoted(text))
  const wrongTime = (text: string) => failure('a number or a date (ISO 8601) as timestamp', quoted(text))

  return {
    parse(block) {
      const quote = layout.quotes ? block.indexOf(QUOTE) : -1
      const plain = records.open > 0 ? 0 : quote < 0 ? block.length : block.lastIndexOf(NEWLINE, quote) + 1
      parsePlain(block.subarray(0, plain))
      if (plain < block.length) parseQuoted(block.subarray(plain))
    },
    end() {
      if (records.open > 0) failAfter('a closing quote', 'the end of the file')
    },
    get line() {
      return line
    },
  }
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return new TextDecoder().decode(bytes.subarray(from, to))
}
