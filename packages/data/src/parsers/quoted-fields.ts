import type { TableLayout } from '../layouts/table-layout'
import { spacedFields, unquoted } from '../lines/cells'
import { type LineCursor, placeOf } from '../lines/line-cursor'
import { quoted } from '../values/file-error'
import { strayQuote } from './stray-quote'
import type { TableEntries } from './table-entries'

const NEWLINE = 10
const RETURN = 13
const QUOTE = 34

/**
 * Reads blocks of lines whose quotes are plain characters, but for a field that opens and closes with one.
 *
 * @param parseUnquoted reads the lines without quotes
 */
export function quotedFields(
  layout: TableLayout,
  entries: TableEntries,
  cursor: LineCursor,
  parseUnquoted: (block: Uint8Array) => void,
): (block: Uint8Array) => void {
  const { delimiter } = layout

  function parseMarked(text: string): void {
    cursor.line++
    const raw = delimiter === ' ' ? spacedFields(text, 'auto') : text.split(delimiter)
    entries.addTexts(
      raw.map((field) => {
        const plain = unquoted(field.trim())
        if (plain !== undefined) return plain
        const expected = 'a closing quote in the same field'
        const got = `only the opening one of ${quoted(field)}`
        throw strayQuote({ where: placeOf(cursor), line: text, layout }, expected, got)
      }),
    )
  }

  function decoded(bytes: Uint8Array, decoder: TextDecoder): string {
    try {
      return decoder.decode(bytes)
    } catch (cause) {
      cursor.line++
      throw cause
    }
  }

  return (block) => {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let at = 0
    for (let quote = block.indexOf(QUOTE); quote >= 0; quote = block.indexOf(QUOTE, at)) {
      const start = block.lastIndexOf(NEWLINE, quote) + 1
      const end = block.indexOf(NEWLINE, quote)
      parseUnquoted(block.subarray(at, start))
      parseMarked(decoded(block.subarray(start, block[end - 1] === RETURN ? end - 1 : end), decoder))
      at = end + 1
    }
    parseUnquoted(block.subarray(at))
  }
}
