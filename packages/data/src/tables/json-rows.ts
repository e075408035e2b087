import { objectSplitter } from '../layouts/object-splitter'
import { objectIn } from '../layouts/objects-layout'
import { fileError, quoted } from '../values/file-error'
import { shownCell } from './shown-cell'
import { emptyRows, type RowParser } from './table-rows'

/**
 * Reads JSON: an object a row, whose keys are the columns; a key that an object lacks is a missing cell.
 *
 * @param line lines of the file before the first block
 * @param written whether each object has a line of its own, or all are in an array, over any lines
 */
export function jsonRows(name: string, line: number, written: 'lines' | 'array'): RowParser {
  const rows = emptyRows(name, [])
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let read = line
  const array = objectSplitter(name, line + 1, { hasApostrophes: false }, (bytes, at) => {
    add(decoder.decode(bytes), at)
  })

  function add(text: string, at: number): void {
    const place = `${name}:${at}`
    let row: unknown
    try {
      row = objectIn(text, 'json') // with integers of any size
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
    rows.lines.push(at)
    for (const cells of rows.columns.values()) if (cells.length === count) cells.push(undefined)
  }

  return {
    rows,
    cells: 'values',
    get line() {
      return read
    },
    parse(block) {
      if (written === 'array') {
        array.split(block)
        read = array.line - 1
        return
      }
      for (const text of decoder.decode(block).split('\n').slice(0, -1)) {
        read++
        if (text.trim() !== '') add(text, read)
      }
    },
    end() {
      if (written === 'array') array.end()
    },
  }
}
