import Papa from 'papaparse'
import { type ColumnChoice, type ColumnRole, findColumn } from './column-names'
import { fileError, quoted } from './file-error'
import { numberIn } from './numbers-in-text'

/** How the lines of a file are written. */
export type InteractionsFormat = 'auto' | 'csv' | 'tsv' | 'movielens' | 'u.data' | 'adjacency' | 'netflix'

export interface LayoutOptions {
  /**
   * - `csv`: one entry a line, fields separated by comma, semicolon, bar or space, a header
   * - `tsv`: the same, separated by tabs
   * - `movielens`: `user::item`, `user::item::rating` or `user::item::rating::timestamp`, no header
   * - `u.data`: the same separated by tabs
   * - `adjacency`: `user item item …`, all items of a user on one line
   * - `netflix`: `movie:` on a line, then `customer,rating,date` for each of its ratings, as in the files of the prize
   *
   * `auto`, the default, looks at the first line that is not blank. A header with a user and an item column, or
   * columns given by number: csv or tsv. `::` in it: movielens. Two to four numbers separated by tabs: u.data. A number
   * and a colon: netflix. No separator but spaces: adjacency.
   */
  readonly format?: InteractionsFormat
  /**
   * Columns of a csv or tsv whose names are not known, or of one without header (all by number, from 0; a header
   * of known names there is skipped). Other columns are not read.
   */
  readonly columns?: ColumnChoice
  /** Whether to read when each entry was made: numbers as they are, dates (ISO 8601) in seconds since 1970. */
  readonly timestamps?: boolean
}

/** One entry a line. */
export interface DelimitedLayout {
  readonly kind: 'delimited'
  readonly delimiter: string
  /** Whether a field can be written in double quotes. */
  readonly quotes: boolean
  readonly header: boolean
  readonly columnCount: number
  readonly user: number
  readonly item: number
  readonly rating: number | undefined
  readonly timestamp: number | undefined
}

export type Layout = DelimitedLayout | { readonly kind: 'adjacency' } | { readonly kind: 'netflix' }

/**
 * The layout of a file from its first line.
 *
 * @throws if the line does not fit the format, or columns are missing: the error names those that are there
 */
export function layoutOf(
  line: string,
  { format = 'auto', columns = {}, timestamps = columns.timestamp !== undefined }: LayoutOptions,
  where: string,
): Layout {
  if (format !== 'auto' && format !== 'csv' && format !== 'tsv') {
    const chosen = Object.values(columns).find((column) => column !== undefined)
    if (chosen !== undefined) {
      throw fileError(where, `columns to be chosen for csv and tsv only, not for ${format}`, `'${chosen}'`)
    }
  }
  if (format === 'adjacency') return adjacencyLayout(timestamps, where)
  if (format === 'netflix') return { kind: 'netflix' }
  if (format === 'movielens') return bareLayout(line, '::', timestamps, where)
  if (format === 'u.data') return bareLayout(line, '\t', timestamps, where)

  const delimiters = { auto: ['\t', ',', ';', '|', ' '], csv: [',', ';', '|', ' '], tsv: ['\t'] }[format]
  const readings = delimiters
    .filter((delimiter) => line.includes(delimiter))
    .map((delimiter) => ({ delimiter, cells: cellsOf(line, delimiter) }))
  for (const { delimiter, cells } of readings) {
    const layout = headedLayout(cells, delimiter, columns, timestamps)
    if (layout) return layout
  }
  if (format === 'auto' && line.includes('::')) return bareLayout(line, '::', timestamps, where)
  if (format === 'auto' && isNumbers(line.split('\t'))) return bareLayout(line, '\t', timestamps, where)
  if (format === 'auto' && /^\d+:$/.test(line.trim())) return { kind: 'netflix' }
  if (format === 'auto' && readings.length === 1 && readings[0]!.delimiter === ' ' && !isNamed(columns)) {
    return adjacencyLayout(timestamps, where)
  }
  const cells = readings.reduce((most, each) => (each.cells.length > most.length ? each.cells : most), [line])
  throw missingColumns(cells, columns, timestamps, where)
}

function adjacencyLayout(timestamps: boolean, where: string): Layout {
  if (timestamps) throw fileError(where, 'timestamps', 'adjacency lists, which have none')
  return { kind: 'adjacency' }
}

/** Without header: user, item and, if there are more fields, rating and timestamp. */
function bareLayout(line: string, delimiter: string, timestamps: boolean, where: string): DelimitedLayout {
  const columnCount = line.split(delimiter).length
  if (columnCount < 2 || columnCount > 4) {
    throw fileError(where, `2 to 4 fields separated by ${JSON.stringify(delimiter)}`, quoted(line))
  }
  if (timestamps && columnCount < 4) throw fileError(where, 'a timestamp as fourth field', quoted(line))
  return {
    kind: 'delimited',
    delimiter,
    quotes: false,
    header: false,
    columnCount,
    user: 0,
    item: 1,
    rating: columnCount > 2 ? 2 : undefined,
    timestamp: timestamps ? 3 : undefined,
  }
}

/** With a header, or with all columns by number; undefined if user or item, or a column asked for, is missing. */
function headedLayout(
  cells: readonly string[],
  delimiter: string,
  columns: ColumnChoice,
  timestamps: boolean,
): DelimitedLayout | undefined {
  const user = findColumn(cells, 'user', columns.user)
  const item = findColumn(cells, 'item', columns.item)
  const rating = findColumn(cells, 'rating', columns.rating)
  const timestamp = timestamps ? findColumn(cells, 'timestamp', columns.timestamp) : undefined
  if (user < 0 || item < 0 || user === item || timestamp === -1) return undefined
  if (columns.rating !== undefined && rating < 0) return undefined
  const numbered = typeof columns.user === 'number' && typeof columns.item === 'number'
  const header =
    !numbered ||
    typeof columns.rating === 'string' ||
    typeof columns.timestamp === 'string' ||
    (findColumn([cells[user]!], 'user') === 0 && findColumn([cells[item]!], 'item') === 0)
  return {
    kind: 'delimited',
    delimiter,
    quotes: true,
    header,
    columnCount: cells.length,
    user,
    item,
    rating: rating < 0 ? undefined : rating,
    timestamp,
  }
}

/** Says which column is missing, and which are there. */
export function missingColumns(
  cells: readonly string[],
  columns: ColumnChoice,
  timestamps: boolean,
  where: string,
): Error {
  const got = `columns ${cells.map(quoted).join(', ')}`
  for (const role of ['user', 'item', 'rating', 'timestamp'] as ColumnRole[]) {
    const chosen = columns[role]
    if (chosen === undefined || findColumn(cells, role, chosen) >= 0) continue
    const column = typeof chosen === 'number' ? `column number ${chosen} (from 0)` : `a column '${chosen}'`
    return fileError(where, `${column} as ${role}`, got)
  }
  const [user, item] = [findColumn(cells, 'user', columns.user), findColumn(cells, 'item', columns.item)]
  if (user >= 0 && user === item)
    return fileError(where, 'different columns as user and item', `column ${user} twice`)
  if (user >= 0 && item >= 0 && timestamps) return fileError(where, 'a timestamp column', got)
  const missing = user >= 0 ? 'an item column' : item >= 0 ? 'a user column' : 'a user and an item column'
  return fileError(where, `a header with ${missing}, or columns given by number`, got)
}

function cellsOf(line: string, delimiter: string): string[] {
  return Papa.parse<string[]>(line, { delimiter, newline: '\n' }).data[0]!.map((cell) => cell.trim())
}

function isNumbers(cells: readonly string[]): boolean {
  return cells.length >= 2 && cells.length <= 4 && cells.every((cell) => !Number.isNaN(numberIn(cell)))
}

function isNamed(columns: ColumnChoice): boolean {
  return Object.values(columns).some((column) => column !== undefined)
}
