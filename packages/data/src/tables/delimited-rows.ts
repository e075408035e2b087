import { typedNames } from '../columns/typed-names'
import { AFTER_QUOTE, textAfterQuote } from '../lines/after-quote'
import { cutOff } from '../lines/below-rows'
import { cellsOf } from '../lines/cells'
import type { Comments } from '../lines/comments'
import { wrongFieldCount } from '../lines/field-count'
import type { HeadLine } from '../lines/file-head'
import { isUnended } from '../lines/line-blocks'
import { openEnds, openRow } from '../lines/open-ends'
import { LONGEST_RECORD, linesOf, quotedRecords } from '../lines/quoted-records'
import { spacedRecords } from '../lines/spaced-records'
import { fileError, quoted, undecided, undecidedBut } from '../values/file-error'
import { escapedCells, unescaped } from './escapes'
import { hasHeader } from './table-header'
import type { TableQuoting } from './table-quoting'
import { emptyRows, type RowParser } from './table-rows'

const DELIMITERS = [',', ';', '\t', '|']
const COLONS = '::' // of MovieLens

/**
 * Reads the records of a CSV or TSV below its header. A first column without a name, as data frames write their index, is not read, and
 * neither is a further one that is empty throughout, as of a sheet whose cells once had values.
 *
 * @param lines of the beginning of the file, first the header
 * @param options.header false where the first line is a row: then columns are called by their numbers, from 0; by default as it looks
 * @param options.delimiter by default the one that most cuts the header, of those that cut the line below into as many cells
 * @param options.quoting 'escaped' takes quotes for plain characters, and a backslash with the one behind it for what was meant; 'auto' asks where a quote would make one cell of whole lines of a TSV
 * @throws if a further column with cells has no name of its own
 */
export function delimitedRows(
  lines: readonly [HeadLine, ...HeadLine[]],
  name: string,
  options: {
    readonly delimiter: string | undefined
    readonly header: boolean | undefined
    readonly quoting: TableQuoting
    readonly isComment: Comments['isComment']
  },
): RowParser {
  const [{ text, line, lastLine = line }] = lines
  const { isComment } = options
  const areEscaped = options.quoting === 'escaped'
  const quoting = options.quoting === 'none' || areEscaped ? 'none' : 'double'
  const cut: Cut = (line, delimiter) => cellsOf(line, delimiter, quoting)
  const all = lines.filter(({ text }, i) => i === 0 || !isComment(text)).map(({ text }) => text)
  const { delimiter, cells } = headerOf(
    all,
    options.delimiter ?? colonsOf(all, cut) ?? spaceOf(all, cut),
    cut,
  )
  const shown = all.map((text) => cut(text, delimiter))
  const isNamed = options.header ?? hasHeader(shown, delimiter, `${name}:${line}`)
  const typed = isNamed ? typedNames(cells) : undefined
  const numbers = cells.map((_, column) => String(column))
  const isOpen = isNamed ? openEnds(shown) : undefined
  const named = typed?.names ?? cells
  const names = isNamed ? (isOpen === 'all' ? named.slice(0, -1) : named) : numbers
  const fieldCount = names.length + (isOpen ? 1 : 0)
  requireNoTitle(names, shown.slice(1), `${name}:${line}`)
  const isIndexed = names[0] === '' && names.length > 1
  const places = names.flatMap((name, column) => (name === '' ? [] : [column]))
  const unnamed = names.flatMap((name, column) =>
    name === '' && !(isIndexed && column === 0) ? [column] : [],
  )
  if (places.length === 0) throw fileError(`${name}:${line}`, 'a name for column 1', 'nothing')
  const rows = emptyRows(
    `${name}:${line}`,
    namesApart(places.map((column) => ({ name: names[column]!, column }))),
  )
  const columns = [...rows.columns.values()]
  const records = delimiter === ' ' ? spacedRecords(quoting) : quotedRecords(delimiter, quoting)
  let read = isNamed ? lastLine : line - 1
  let isCutOff = false // in the last line
  let areQuotesOfCells = cellsOf(text, delimiter, 'none').every((cell) => cell.startsWith('"'))

  const failure = (expected: string, got: string) => fileError(`${name}:${read + 1}`, expected, got)

  function wrongCount(record: readonly string[]): Error {
    const where = `${name}:${read + 1}`
    const [expected, got] = [fieldCount, record.length]
    if (isOpen) return failure(openRow(expected), quoted(record.join(delimiter)))
    if (expected > 1)
      return wrongFieldCount(where, {
        expected,
        got,
        text: record.join(delimiter),
        delimiter,
        isFirst: rows.lines.length === 0,
      })
    return undecided(where, `1 field, as the first line has, ${quoted(text)}`, `${got}`, [
      'delimiter',
      'skipLines',
    ])
  }

  /** @throws if a column without a name has a cell */
  function requireEmpty(record: readonly string[]): void {
    const column = unnamed.find((column) => record[column]!.trim() !== '')
    if (column === undefined) return
    const got = `nothing above ${quoted(record[column]!)} in line ${read + 1}`
    throw fileError(`${name}:${line}`, `a name for column ${column + 1}`, got)
  }

  /** An error of a line's quotes, with the option that takes them for plain characters, if this line and those before have all fields so. */
  function quoteError(expected: string, got: string, line: string): Error {
    if (areQuotesOfCells || line.split(delimiter).length !== fieldCount) {
      const error = failure(expected, got)
      return isCutOff && records.openLines === 1 ? cutOff(error) : error
    }
    const settled = { options: ['quoting'], likely: { quoting: 'none' } }
    return undecidedBut(`${name}:${read + 1}`, expected, got, settled)
  }

  /** @throws if a cell of a TSV has the fields of several lines in it, unless quotes were said to be those of cells */
  function requireNoLines(record: readonly string[]): void {
    if (delimiter !== '\t' || options.quoting !== 'auto') return
    const cell = record.find((cell) => cell.includes('\n') && cell.includes(delimiter))
    if (cell === undefined) return
    const got = `a quote that is closed in a later one, behind ${quoted(cell)}`
    throw undecided(`${name}:${read + 1}`, 'a closing quote in the same line', got, ['quoting'])
  }

  function parse(block: Uint8Array, isLast = false): void {
    if (!isLast) isCutOff = isUnended(block)
    const { records: complete, malformed } = records.read(block, isLast)
    for (const record of complete) {
      const isBlank = record.every((cell) => cell.trim() === '') // also delimiters alone, as Excel writes rows that once had values
      if (!isBlank && !isComment(record.join(delimiter))) {
        const isWhole = record.length === fieldCount && (!isOpen || record.at(-1)!.trim() === '')
        requireNoLines(record)
        areQuotesOfCells ||= record.some((cell) => cell.includes(delimiter))
        if (!isWhole) throw wrongCount(record)
        requireEmpty(record)
        for (const [i, cells] of columns.entries()) {
          const cell = record[places[i]!]!.trim()
          cells.push(areEscaped ? unescaped(cell) : cell)
        }
        rows.lines.push(read + 1)
      }
      read += linesOf(record)
    }
    if (malformed !== undefined) throw quoteError(AFTER_QUOTE, textAfterQuote(malformed), malformed)
    if (records.open > LONGEST_RECORD)
      throw quoteError('a closing quote', `none in ${LONGEST_RECORD} characters`, records.openLine)
  }

  return {
    rows,
    delimiter,
    lists: typed?.lists,
    get escaped() {
      const found = delimiter === '\t' && !areEscaped ? escapedCells(rows.columns) : []
      return found.length > 0 ? found : undefined
    },
    cells: 'texts',
    get line() {
      return read
    },
    parse,
    end() {
      if (records.open > 0) parse(new Uint8Array(0), true)
      if (records.open > 0) throw quoteError('a closing quote', 'the end of the file', records.openLine)
    },
  }
}

/** The names of columns, of which those that several have end with the number of the column, from 1: `Name (column 3)`. */
function namesApart(columns: readonly { readonly name: string; readonly column: number }[]): string[] {
  const counts = new Map<string, number>()
  for (const { name } of columns) counts.set(name, (counts.get(name) ?? 0) + 1)
  return columns.map(({ name, column }) => (counts.get(name)! > 1 ? `${name} (column ${column + 1})` : name))
}

/** The cells of a line. */
type Cut = (line: string, delimiter: string) => readonly string[]

/** `::`, where it cuts all lines into as many cells, and no other mark is in the first of the header. */
function colonsOf(lines: readonly string[], cut: Cut): string | undefined {
  const [header, ...rows] = lines.map((line) => cut(line, COLONS))
  const isApart = !DELIMITERS.some((mark) => header![0]!.includes(mark))
  const isCut = header!.length > 1 && rows.every(({ length }) => length === header!.length)
  return isApart && isCut ? COLONS : undefined
}

const FEWEST_SPACED = 5 // lines, of which the words are as many by no chance

/** A space, where it cuts all lines into as many words, and no mark is in the header. */
function spaceOf(lines: readonly string[], cut: Cut): string | undefined {
  const [header, ...rows] = lines
  if (rows.length < FEWEST_SPACED || [...DELIMITERS, COLONS].some((mark) => header!.includes(mark)))
    return undefined
  const { length } = cut(header!, ' ')
  return length > 1 && rows.every((row) => cut(row, ' ').length === length) ? ' ' : undefined
}

/** The delimiter, and the cells into which it cuts the header. */
function headerOf([first, second]: readonly string[], chosen: string | undefined, cut: Cut) {
  const delimiters = chosen === undefined ? DELIMITERS : [chosen]
  const readings = delimiters.map((delimiter) => ({ delimiter, cells: cut(first!, delimiter) }))
  const fitting = readings.filter(
    ({ delimiter, cells }) =>
      cells.length > 1 && second !== undefined && cut(second, delimiter).length === cells.length,
  )
  return (fitting.length > 0 ? fitting : readings).reduce((most, each) =>
    each.cells.length > most.cells.length ? each : most,
  )
}

/** @throws if one name alone stands among columns without, as of a title that a spreadsheet has above its table */
function requireNoTitle(names: readonly string[], rows: readonly (readonly string[])[], where: string): void {
  const [title, ...others] = names.filter((name) => name !== '')
  const without = names.filter((name, column) => name === '' && rows.some((row) => row[column]))
  if (title === undefined || others.length > 0 || without.length === 0) return
  const got = `a title: ${quoted(title)}, and ${names.length - 1} without`
  throw undecided(where, 'names of columns', got, ['skipLines'])
}
