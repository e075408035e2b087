import { clockBeside, clockColumns } from '../columns/clock-columns'
import {
  type ColumnChoice,
  type ColumnRole,
  columnRoles,
  findColumn,
  fittingColumns,
  onlyColumn,
} from '../columns/column-names'
import { type FullColumns, fullColumns } from '../columns/full-columns'
import { severalItems } from '../columns/item-columns'
import { likelyRatings } from '../columns/likely-ratings'
import { placedOrNamed } from '../columns/number-or-name'
import { requireNamesApart } from '../columns/shared-names'
import { cellsOf, type Quoting } from '../lines/cells'
import { openEnds } from '../lines/open-ends'
import type { LayoutOptions } from '../reading/layout-options'
import { columnLabel } from '../reading/reading'
import type { DateOrder } from '../values/date-order'
import { fileError, quoted, undecided, undecidedBut } from '../values/file-error'
import type { DecimalMark } from '../values/rating-numbers'
import { requireAlikeFirst } from './alike-first'
import { isNumberedHeader } from './numbers-or-row'

const EXAMPLES = 3 // cells in an error
const OTHER_QUOTES = /^(?:'.*'|[“”„«].*[“”»]|`.*`)$/

/** The option that reads a file without times. */
export const NO_TIMES = 'timestamps: false'

/** One entry a line. */
export interface TableLayout {
  readonly kind: 'table'
  readonly delimiter: string
  readonly quoting: Quoting
  /** The mark before decimals, where the caller chose it. */
  readonly decimal?: DecimalMark | undefined
  /** The order of day and month in its times, where the caller chose it or they show it. */
  readonly dateOrder?: DateOrder | undefined
  /** The cells of the header, if the table has one. */
  readonly names: readonly string[] | undefined
  readonly columnCount: number
  /** Whether each row, but not the header, ends with a delimiter: its last field is none. */
  readonly openEnds?: boolean
  readonly user: number
  readonly item: number
  readonly rating: number | undefined
  readonly timestamp: number | undefined
  /** The column of clocks that is not read beside times of days alone: its name, or its number without a header. */
  readonly clock?: string | number | undefined
  /** Columns that may be read where a user or an item is missing. */
  readonly full?: FullColumns
  /** A column without a telling name that is not read and may have ratings, where no other has: its name, or its number without a header. */
  readonly likelyRating?: string | number | undefined
}

/**
 * Columns for the roles, from a header or by number; undefined if one that is needed is missing.
 *
 * @param names for errors, where these are longer
 * @param rows below the header, where they are known: of several columns of times, those of clocks alone are none
 * @throws if several columns fit, or hold an item each, where none was chosen
 */
export function columnsIn(
  cells: readonly string[],
  { columns = {}, ratings = true, timestamps = columns.timestamp !== undefined }: LayoutOptions,
  where: string,
  names: readonly string[] = cells,
  rows: readonly (readonly string[])[] = [],
): Pick<TableLayout, ColumnRole> | undefined {
  const find = (role: ColumnRole, among = cells) => findColumn(among, role, columns[role], where, names)
  const [user, item] = [find('user'), find('item')]
  if (user < 0 || item < 0 || user === item) return undefined
  const several = columns.item === undefined ? severalItems(cells, where, item) : undefined
  if (several) throw several
  const rating = ratings ? find('rating', besideIds('rating')) : -1
  const timestamp = timestamps ? timeColumn() : undefined
  if (timestamp === -1 || (ratings && columns.rating !== undefined && rating < 0)) return undefined
  return { user, item, rating: rating < 0 ? undefined : rating, timestamp }

  /** The cells without those of ids, which have no other role unless it was chosen. */
  function besideIds(role: ColumnRole): readonly string[] {
    if (columns[role] !== undefined) return cells
    return cells.map((cell, column) => (column === user || column === item ? '' : cell))
  }

  function timeColumn(): number {
    const beside = besideIds('timestamp')
    const fitting = (among: readonly string[]) => fittingColumns(among, 'timestamp', columns.timestamp)
    const clocks = clockColumns(rows, cells.length)
    const dated = fitting(beside.map((cell, column) => (clocks.includes(column) ? '' : cell)))
    return onlyColumn(dated.length > 0 ? dated : fitting(beside), names, 'timestamp', where)
  }
}

/**
 * A table whose first line is a header, or has columns by number; undefined if the columns are not found.
 *
 * @param lines cells of the first lines, of which those of a record over several lines are pieces
 * @param texts these lines as they are written
 */
export function headedTable(
  lines: readonly (readonly string[])[],
  delimiter: string,
  options: LayoutOptions,
  where: string,
  texts: readonly string[],
): TableLayout | undefined {
  const cells = lines[0]!
  const alike = lines.filter(({ length }) => length === cells.length)
  const rows = alike.length > 1 ? alike : lines
  const isOfNumbers = isNumbered(options.columns)
  const isSurelyHeader = options.header ?? !(isOfNumbers || areOfRow(cells, options.columns))
  const columnsBelow = () => placedOrNamed(cells, options.columns ?? {}, where, lineIn(where))
  const chosen = isSurelyHeader ? { ...options, columns: columnsBelow() } : options
  const found = columnsIn(cells, chosen, where, cells, rows.slice(1))
  if (!found) return undefined
  requirePlainQuotes(cells, texts.slice(0, 1), options, where)
  if (options.header === false) requireNoNames(cells, where)
  const {
    quoting = 'auto',
    header = !isOfNumbers || (isNumberedHeader(rows, where) ?? isHeader(rows, found, where)),
  } = options
  if (header && !isSurelyHeader) columnsBelow()
  if (!header) requirePlainIds(rows, found, options, where, texts)
  if (!header && options.header === undefined) requireAlikeFirst(rows, found, where)
  const named = { header: cells, read: found, chosen: options.columns }
  const whole = header ? alike.slice(1) : []
  if (header) requireNamesApart(named, whole, where)
  const isOpen = header && openEnds(lines) === 'rows'
  return {
    kind: 'table',
    delimiter,
    quoting,
    decimal: options.decimal,
    names: header ? cells : undefined,
    columnCount: cells.length + (isOpen ? 1 : 0),
    ...(isOpen && { openEnds: true }),
    ...found,
    ...(header && { full: fullColumns(named, whole) }),
    ...(found.rating === undefined && likelyRatingIn(rows, found, header)),
    ...(found.timestamp !== undefined && clockIn(rows, found.timestamp, header)),
  }
}

/** The column of clocks beside days, by its name where the table has a header. */
function clockIn(
  rows: readonly (readonly string[])[],
  timestamp: number,
  header: boolean,
): Pick<TableLayout, 'clock'> {
  const clock = clockBeside(header ? rows.slice(1) : rows, rows[0]!.length, timestamp)
  return clock === undefined ? {} : { clock: columnLabel(clock, header ? rows[0] : undefined) }
}

/** The line that a place in a file names. */
export function lineIn(where: string): number {
  return Number(/\d+$/.exec(where)?.[0])
}

/** The column without a telling name that may have ratings: without a header, or where it calls users and items `V1` and `V2`. */
function likelyRatingIn(
  rows: readonly (readonly string[])[],
  found: Pick<TableLayout, ColumnRole>,
  header: boolean,
): Pick<TableLayout, 'likelyRating'> {
  if (!header) return { likelyRating: likelyRatings(rows, found) }
  const [names, ...below] = rows
  const stems = names!.map((name) => name.replace(/\d+/, ''))
  const areNumbered = [found.user, found.item].every((column) => stems[column] !== names![column])
  if (below.length === 0 || !areNumbered || stems[found.user] !== stems[found.item]) return {}
  const likely = likelyRatings(below, found)
  return likely !== undefined && stems[likely] === stems[found.user]
    ? { likelyRating: columnLabel(likely, names) }
    : {}
}

/** Fields by their places: user, item and, if there are more, rating and timestamp. @throws if that cannot be */
export function placedTable(
  line: string,
  delimiter: string,
  options: Pick<LayoutOptions, 'ratings' | 'timestamps' | 'quoting' | 'decimal'>,
  where: string,
): TableLayout {
  const { quoting = 'auto', ratings = true, timestamps = false } = options
  const columnCount = cellsOf(line, delimiter, quoting).length
  if (columnCount < 2 || columnCount > 4) {
    const expected = `2 to 4 fields separated by ${JSON.stringify(delimiter)}`
    if (columnCount < 2) throw fileError(where, expected, quoted(line))
    throw undecided(where, `${expected}, or columns given by number`, `${columnCount}, ${quoted(line)}`, [
      'columns',
    ])
  }
  if (timestamps && columnCount < 4) {
    throw undecided(where, 'a timestamp as fourth field', quoted(line), [NO_TIMES])
  }
  return {
    kind: 'table',
    delimiter,
    quoting,
    decimal: options.decimal,
    names: undefined,
    columnCount,
    user: 0,
    item: 1,
    rating: ratings && columnCount > 2 ? 2 : undefined,
    timestamp: timestamps ? 3 : undefined,
  }
}

/** @throws if the first line has the names of a user and an item, where the caller says that it is no header */
export function requireNoNames(cells: readonly string[], where: string): void {
  const isNamed = (['user', 'item'] as const).every((role) => findColumn(cells, role, undefined, where) >= 0)
  if (!isNamed) return
  throw undecided(where, 'entries from the first line on', `a header, ${cells.map(quoted).join(', ')}`, [
    'header',
  ])
}

/** @throws if all cells are in quotes of another kind, which would be part of the ids, and none in double ones around them */
function requirePlainQuotes(
  cells: readonly string[],
  texts: readonly string[],
  { quoting = 'auto' }: LayoutOptions,
  where: string,
): void {
  if (quoting !== 'auto' || !cells.every((cell) => OTHER_QUOTES.test(cell))) return
  const isInDouble = (cell: string) => {
    const field = `"${cell.replaceAll('"', '""')}"`
    return texts.some((text) => text.includes(field))
  }
  if (cells.some(isInDouble)) return
  const got = [...new Set(cells)].slice(0, EXAMPLES).map(quoted).join(', ')
  throw undecidedBut(where, 'fields in double quotes, or in none', got, {
    options: ['quoting'],
    likely: { quoting: 'none' },
  })
}

/** @throws if a column of ids without a header is in such quotes in all rows */
export function requirePlainIds(
  rows: readonly (readonly string[])[],
  { user, item }: Pick<TableLayout, 'user' | 'item'>,
  options: LayoutOptions,
  where: string,
  texts: readonly string[],
): void {
  for (const column of [user, item])
    requirePlainQuotes(
      rows.map((row) => row[column] ?? ''),
      texts,
      options,
      where,
    )
}

/** Whether user and item are chosen by number, and no column by name. */
export function isNumbered(columns: ColumnChoice = {}): boolean {
  return (
    typeof columns.user === 'number' &&
    typeof columns.item === 'number' &&
    columnRoles.every((role) => typeof columns[role] !== 'string')
  )
}

/** Whether a first line is a row, where a rating or a time alone is chosen: numbers of which two are the same, or one is no number of a column. */
function areOfRow(cells: readonly string[], { user, item, ...others }: ColumnChoice = {}): boolean {
  if (user !== undefined || item !== undefined) return false
  if (Object.values(others).some((column) => typeof column === 'string')) return false
  if (!cells.every((cell) => /^-?[\d.]+$/.test(cell))) return false
  return new Set(cells).size < cells.length || cells.some((cell) => !(Number(cell) in cells))
}

/** Whether the first line of columns chosen by number is a header: by its names, or as it alone has no numbers. */
function isHeader(
  [cells, ...rows]: readonly (readonly string[])[],
  { user, item, rating }: Pick<TableLayout, ColumnRole>,
  where: string,
): boolean {
  const isKnown = (column: number, role: ColumnRole) =>
    findColumn([cells![column]!], role, undefined, where) === 0
  if (isKnown(user, 'user') && isKnown(item, 'item')) return true
  const isNumber = (row: readonly string[], column: number) => /^[-+.,\d]+$/.test(row[column] ?? '')
  const alone = (column: number) =>
    rows.length > 0 && !isNumber(cells!, column) && rows.every((row) => isNumber(row, column))
  return rating === undefined ? alone(user) && alone(item) : alone(rating)
}
