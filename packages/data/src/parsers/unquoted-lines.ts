import type { LineCursor } from '../lines/line-cursor'
import { isBlankByte } from '../values/line-bytes'
import type { TableEntries } from './table-entries'

const NEWLINE = 10
const RETURN = 13

/** Reads blocks of lines as bytes, without an object or a string for each: a quote is a plain character. */
export function unquotedLines(
  delimiter: string,
  entries: TableEntries,
  cursor: LineCursor,
): (block: Uint8Array) => void {
  const byteBetween = delimiter.charCodeAt(0)
  const width = delimiter.length
  const { starts, ends } = entries

  function parseSeparated(block: Uint8Array): void {
    let at = 0
    while (at < block.length) {
      cursor.line++
      const start = at
      let count = 0
      starts[0] = at
      for (let byte = block[at]; byte !== NEWLINE; byte = block[at]) {
        if (byte === byteBetween && (width === 1 || block[at + 1] === byteBetween)) {
          ends[count++] = at
          at += width
          starts[count] = at
        } else at++
      }
      const end = at > start && block[at - 1] === RETURN ? at - 1 : at
      at++
      if (end === start) {
        entries.addBlank()
        continue
      }
      ends[count++] = end
      entries.addFields(block, start, end, count)
    }
  }

  function parseSpaced(block: Uint8Array): void {
    let at = 0
    while (at < block.length) {
      cursor.line++
      const start = at
      let count = 0
      for (let byte = block[at]; byte !== NEWLINE; byte = block[at]) {
        if (isBlankByte(byte!)) {
          at++
          continue
        }
        starts[count] = at
        while (block[at] !== NEWLINE && !isBlankByte(block[at]!)) at++
        ends[count++] = at
      }
      if (count > 0) entries.addFields(block, start, block[at - 1] === RETURN ? at - 1 : at, count)
      else entries.addBlank()
      at++
    }
  }

  return delimiter === ' ' ? parseSpaced : parseSeparated
}
