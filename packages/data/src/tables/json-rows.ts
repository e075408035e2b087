import { type ObjectFormat, objectIn } from '../layouts/object-in-text'
import { objectSplitter } from '../layouts/object-splitter'
import { fileError, quoted } from '../values/file-error'
import { shownCell } from './shown-cell'
import { emptyRows, type RowParser } from './table-rows'

type Fields = Readonly<Record<string, unknown>>

const DEEPEST = 100 // objects within each other
const MANY_COLUMNS = 1000
const MOST_CELLS = 20_000_000 // of a table with many columns: objects with keys of their own, such as ids, have rows × keys of them

/**
 * Reads JSON, or objects as Python prints them: an object a row, whose keys are the columns, those further in by their paths (`price.amount`); a key that an object lacks is
 * a missing cell.
 *
 * @param line lines of the file before the first block
 * @param written whether each object has a line of its own, or they are over any lines, in an array or one after another
 * @param key of the array that the objects are in, within one object; without it they are those of the top level
 */
export function jsonRows(
  name: string,
  line: number,
  written: 'lines' | 'objects',
  {
    key,
    format = 'json',
  }: { readonly key?: string | undefined; readonly format?: ObjectFormat | undefined } = {},
): RowParser {
  const rows = emptyRows(name, [])
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let read = line
  const under = key === undefined ? undefined : { key }
  const objects = objectSplitter(name, line + 1, { hasApostrophes: false, under }, (bytes, at) => {
    add(decoder.decode(bytes), at)
  })

  function add(text: string, at: number): void {
    const place = `${name}:${at}`
    const before = rows.lines.length > 0 ? ', like those above' : ''
    const expected = format === 'json' ? 'a JSON object' : `an object as Python prints it${before}`
    let row: unknown
    try {
      row = objectIn(text, format) // with integers of any size
    } catch (cause) {
      throw fileError(place, expected, quoted(text), cause)
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      throw fileError(place, expected, shownCell(row))
    const count = rows.lines.length
    for (const [key, value] of fieldsOf(row as Fields)) {
      let cells = rows.columns.get(key)
      if (!cells) {
        if (key === '') throw fileError(place, 'keys with a name', 'an empty one')
        cells = new Array<unknown>(count).fill(undefined)
        rows.columns.set(key, cells)
      }
      if (cells.length > count) throw fileError(place, 'each column once', `column '${key}' twice`)
      cells.push(value)
    }
    rows.lines.push(at)
    const columns = rows.columns.size
    if (columns > MANY_COLUMNS && columns * (count + 1) > MOST_CELLS) {
      const last = quoted([...rows.columns.keys()].at(-1)!)
      const got = `${columns.toLocaleString('en-US')} different ones in ${(count + 1).toLocaleString('en-US')}, such as ${last}`
      throw fileError(place, 'objects that share their keys', got)
    }
    for (const cells of rows.columns.values()) if (cells.length === count) cells.push(undefined)
  }

  return {
    rows,
    cells: 'values',
    isOverLines: written === 'objects',
    get line() {
      return read
    },
    parse(block) {
      if (written === 'objects') {
        objects.split(block)
        read = objects.line - 1
        return
      }
      for (const text of decoder.decode(block).split('\n').slice(0, -1)) {
        read++
        if (text.trim() !== '') add(text, read)
      }
    },
    end() {
      if (written === 'objects') objects.end()
    },
  }
}

/** The values of an object, and by their paths those of objects in it. */
function fieldsOf(fields: Fields, depth = 1): (readonly [path: string, value: unknown])[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (!isObject || key === '' || depth === DEEPEST) return [[key, value] as const]
    return fieldsOf(value as Fields, depth + 1).map(([path, inner]) => [`${key}.${path}`, inner] as const)
  })
}
