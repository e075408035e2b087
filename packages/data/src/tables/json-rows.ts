import { fileError, quoted } from '../text/file-error'
import { shownCell } from './shown-cell'
import { emptyRows, type RowParser } from './table-rows'

/**
 * Reads JSON lines: an object a line, whose keys are the columns; a key that a line lacks is a missing cell.
 *
 * @param line lines of the file before the first block
 */
export function jsonRows(name: string, line: number): RowParser {
  const rows = emptyRows(name, [])
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let read = line

  function add(text: string): void {
    const place = `${name}:${read}`
    let row: unknown
    try {
      row = JSON.parse(text)
    } catch (cause) {
      throw fileError(place, 'a JSON object', quoted(text), cause)
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      throw fileError(place, 'a JSON object', shownCell(row))
    const count = rows.lines.length
    for (const [key, value] of Object.entries(row)) {
      let cells = rows.columns.get(key)
      if (!cells) {
        if (key === '') throw fileError(place, 'keys with a name', 'an empty one')
        cells = new Array<unknown>(count).fill(undefined)
        rows.columns.set(key, cells)
      }
      cells.push(value)
    }
    rows.lines.push(read)
    for (const cells of rows.columns.values()) if (cells.length === count) cells.push(undefined)
  }

  return {
    rows,
    cells: 'values',
    get line() {
      return read
    },
    parse(block) {
      for (const text of decoder.decode(block).split('\n').slice(0, -1)) {
        read++
        if (text.trim() !== '') add(text)
      }
    },
    end() {},
  }
}
