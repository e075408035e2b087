import { columnRoles, findColumn } from '../columns/column-names'
import { repeats, startsWithNames } from '../columns/headerless-table'
import { cellsOf } from '../lines/cells'
import type { HeadLine } from '../lines/file-head'
import type { CellKind, RowShape } from '../reading/row-shape'
import { isMissing } from '../values/missing-ids'
import { numberIn } from '../values/numbers-in-text'

const JUDGED = 100 // lines
const DELIMITERS = ['::', '\t', ',', ';', '|', ' ']
const IDS = 2 // columns, which may have numbers in one file and words in another
const NO_TABLE = /^\s*[[{<]|^\s*\d+:\s*$|^\s*[%#]/ // objects, markup, Netflix' files, comments

/** The shape of the rows in lines; undefined of lines with a header, of lists, and of other formats than a table. */
export function shapeOfLines(lines: readonly HeadLine[]): RowShape | undefined {
  const { rows = [], isOfLists } = rowsOf(lines) ?? {}
  if (rows.length === 0 || isOfLists || isHeader(rows)) return undefined
  const kinds = rows[0]!.map((_, column) =>
    kindOf(
      rows.map((row) => row[column]!),
      column,
    ),
  )
  return { line: lines[0]!.line, first: rows[0]!, kinds }
}

/** The names in the first of lines, if it is a header. */
export function headerOfLines(lines: readonly HeadLine[]): readonly string[] | undefined {
  const { rows } = rowsOf(lines) ?? {}
  return rows && isHeader(rows) ? rows[0]! : undefined
}

/** The cells of lines that have as many as the first, by the mark that divides most of them so; undefined of another format. */
function rowsOf(lines: readonly HeadLine[]) {
  const judged = lines.slice(0, JUDGED)
  if (judged.length === 0 || NO_TABLE.test(judged[0]!.text)) return undefined
  for (const delimiter of DELIMITERS) {
    const all = judged.map(({ text }) => cellsOf(text, delimiter, 'auto'))
    const rows = all.filter(({ length }) => length === all[0]!.length)
    if (all[0]!.length > 1 && 2 * rows.length > all.length)
      return { rows, isOfLists: mayBeLists(all, delimiter) }
  }
  return undefined
}

/** Whether the first row has names: no digit at all, a known name, or a text alone above numbers. */
function isHeader(rows: readonly (readonly string[])[]): boolean {
  const [first] = rows
  if (startsWithNames(rows)) return true
  const isNamed = columnRoles.some((role) => columnNamed(first!, role))
  return isNamed || first!.every((cell) => /^\D*\p{L}\D*$/u.test(cell))
}

function columnNamed(cells: readonly string[], role: (typeof columnRoles)[number]): boolean {
  try {
    return findColumn(cells, role, undefined, '') >= 0
  } catch {
    return true // two columns have names for the role
  }
}

/** Whether lines are lists of items: of different lengths, or one for each user. */
function mayBeLists(all: readonly (readonly string[])[], delimiter: string): boolean {
  if (delimiter !== ' ') return false
  return all.some(({ length }) => length !== all[0]!.length) || !repeats(all.map((row) => row[0]!))
}

function kindOf(cells: readonly string[], column: number): CellKind | undefined {
  const there = cells.filter((cell) => !isMissing(cell))
  if (there.length === 0) return undefined
  const numbers = there.filter((cell) => Number.isFinite(numberIn(cell))).length
  if (numbers === there.length) return 'numbers'
  if (numbers > 0) return undefined
  const areTitles = 2 * there.filter((cell) => /\s/.test(cell)).length > there.length
  return column < IDS && !areTitles ? undefined : 'texts'
}
