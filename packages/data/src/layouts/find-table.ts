import { columnRoles, findColumn } from '../columns/column-names'
import { mayBeLists, startsWithNames } from '../columns/headerless-table'
import { likelyColumn } from '../columns/likely-columns'
import { cellsOf, type Quoting } from '../lines/cells'
import type { Comments } from '../lines/comments'
import type { HeadLine } from '../lines/file-head'
import { isUtf8, otherBytes } from '../lines/other-bytes'
import type { LayoutOptions } from '../reading/layout-options'
import { quoted, undecidedBut } from '../values/file-error'
import { REPLACED } from '../values/line-bytes'
import { skipsRows } from '../values/missing-ids'
import {
  type Doubt,
  doubtful,
  doubtInRows,
  hasColumns,
  requireNoDescriptions,
  requireUsualOrder,
} from './headerless-rows'
import { mayBeUnnamedMatrix } from './item-matrix'
import { requireHeaderFirst } from './lines-above'
import { haveMarkedFields, JUDGED } from './marked-fields'
import { numberedTable } from './numbered-table'
import { gapQuestion, rowsWithIds } from './rows-with-gaps'
import {
  headedTable,
  isNumbered,
  placedTable,
  requireNoNames,
  requirePlainIds,
  type TableLayout,
} from './table-layout'

/** What has more columns is no table of interactions. */
export const MOST_COLUMNS = 10_000

const SEVERAL_NUMBERS = /^\d+(?: +\d+)+$/

/** Delimiters of a table that names none. */
export const TRIED = ['\t', ',', ';', '|', ' ']

/** Those of a table whose spaces are in its cells. */
const MARKS = TRIED.filter((delimiter) => delimiter !== ' ')

/** A table with a header, or one that surely needs none; undefined without either. */
export function findTable(
  body: readonly HeadLine[],
  { last }: Comments,
  delimiters: readonly string[],
  options: LayoutOptions,
  where: string,
): TableLayout | undefined {
  const { quoting = 'auto', header } = options
  const texts = textsOf(body)
  const isOfTabs = delimiters === TRIED && body.every(({ text }) => text.includes('\t'))
  const isOfColons = delimiters === TRIED && areOfColons(body)
  const tried = isOfColons ? ['::', ...TRIED] : isOfTabs ? MARKS : delimitersFor(body, delimiters, quoting)
  if (header !== false || isNumbered(options.columns)) {
    for (const delimiter of headerDelimiters(body, tried, quoting)) {
      if (delimiter === ' ') requireNoTitle(body, tried, options, where)
      const rows = rowsBy(body, delimiter, quoting)
      if (!rows) continue
      const table = headedTable(rows, delimiter, options, where, texts)
      if (table && isOfTabs) requireSingleNumbers(rows, table, where)
      if (table) return table
      const named = last === undefined ? [] : cellsOf(last, delimiter, quoting)
      if (named.length === rows[0]!.length) {
        const commented = headedTable([named, ...rows], delimiter, options, where, [last!, ...texts])
        if (commented?.names) return commented
      }
    }
  }
  if (header !== false && !isNumbered(options.columns)) requireHeaderFirst(body, tried, options, where)
  if (hasColumns(options) && !areValuesPlaced(options)) return undefined
  const numbered = header === false ? undefined : findNumbered(body, tried, options, where)
  if (numbered || header === true) return numbered && withChosenValues(numbered, options)
  const found = findHeaderless(
    body,
    delimiters === TRIED && !isOfColons ? ['::', ...tried] : tried,
    options,
    where,
  )
  return found && withChosenValues(found, options)
}

/** The delimiters that are worth a try: of those that nobody named, no spaces where a mark surely divides the fields. */
export function delimitersFor(
  body: readonly HeadLine[],
  delimiters: readonly string[],
  quoting: Quoting,
): readonly string[] {
  return delimiters === TRIED && haveMarkedFields(body, quoting) ? MARKS : delimiters
}

const textsOf = (body: readonly HeadLine[]) => body.map(({ text }) => text)

/** @throws if a column of ids between tabs has several numbers in each row, which spaces separate */
function requireSingleNumbers(
  rows: readonly (readonly string[])[],
  { user, item }: TableLayout,
  where: string,
): void {
  const areSeveral = (column: number) => rows.every((cells) => SEVERAL_NUMBERS.test(cells[column] ?? ''))
  const column = [user, item].find(areSeveral)
  if (column === undefined) return
  throw undecidedBut(where, 'one id between tabs', `two, ${quoted(rows[0]![column]!)}`, {
    options: ['delimiter'],
    likely: { delimiter: ' ' },
  })
}

/** @throws if the first line is a title whose words would be names of columns, above the header of a table with other delimiters */
function requireNoTitle(
  body: readonly HeadLine[],
  delimiters: readonly string[],
  options: LayoutOptions,
  where: string,
): void {
  if (isNumbered(options.columns)) return
  const marks = delimiters.filter((delimiter) => delimiter !== ' ')
  requireHeaderFirst(body, marks, options, where)
}

/** Whether `::` divides most lines into as many fields, three at least, and the others into more, as texts may have it. */
function areOfColons(body: readonly HeadLine[]): boolean {
  const counts = body.slice(0, JUDGED).map(({ text }) => text.split('::').length)
  const fewest = Math.min(...counts)
  return fewest > 2 && 2 * counts.filter((count) => count === fewest).length > counts.length
}

/** Delimiters that a header may have: spaces are within its names where a mark divides it and most lines into as many cells. */
export function headerDelimiters(
  [header, ...lines]: readonly HeadLine[],
  delimiters: readonly string[],
  quoting: Quoting,
): readonly string[] {
  const divides = (delimiter: string) => {
    const count = cellsOf(header!.text, delimiter, quoting).length
    const rows = lines.slice(0, JUDGED)
    const alike = rows.filter(({ text }) => cellsOf(text, delimiter, quoting).length === count)
    return count > 1 && alike.length > rows.length / 2
  }
  const marks = delimiters.filter((delimiter) => delimiter !== ' ')
  return marks.length < delimiters.length && marks.some(divides) ? marks : delimiters
}

/** Whether only the columns of ratings or times are chosen, and by number: those of users and items are found as without them. */
function areValuesPlaced({ columns: { user, item, rating, timestamp } = {} }: LayoutOptions): boolean {
  if (user !== undefined || item !== undefined) return false
  return [rating, timestamp].every((column) => typeof column !== 'string')
}

function withChosenValues(
  table: TableLayout,
  { columns = {}, ratings }: LayoutOptions,
): TableLayout | undefined {
  const { rating = table.rating, timestamp = table.timestamp } = columns
  const chosen = [rating, timestamp].filter((column) => column !== undefined)
  if (chosen.some((column) => Number(column) >= table.columnCount)) return undefined
  return {
    ...table,
    rating: ratings === false ? undefined : (rating as number | undefined),
    timestamp: timestamp as number | undefined,
  }
}

/** A table whose header numbers its columns. */
function findNumbered(
  body: readonly HeadLine[],
  delimiters: readonly string[],
  options: LayoutOptions,
  where: string,
): TableLayout | undefined {
  for (const delimiter of delimiters) {
    const rows = rowsBy(body, delimiter, options.quoting ?? 'auto')
    const table = rows && numberedTable(rows, delimiter, options, where)
    if (table) return table
  }
  return undefined
}

function findHeaderless(
  body: readonly HeadLine[],
  delimiters: readonly string[],
  options: LayoutOptions,
  where: string,
): TableLayout | undefined {
  const { quoting = 'auto', header } = options
  if (header === undefined) requireText(body, where)
  let doubt: Doubt | undefined
  let incomplete: Error | undefined
  let areLists = false
  for (const delimiter of delimiters) {
    const rows = rowsBy(body, delimiter, quoting)
    if (!rows) continue
    if (header === false) {
      requireNoNames(rows[0]!, where)
      requireUsualOrder(rows, options, where)
      return placed(rows, delimiter)
    }
    if (delimiter === '::') {
      if (!hasColumns(options)) requireNoDescriptions(rows, where)
      return placed(rows, '::') // nobody else writes so
    }
    if (isHeader(rows[0]!, where) || isLikelyHeader(rows)) return undefined // some of its columns are missing
    if (rows[0]!.length < 2 || rows.some((row) => row.length !== rows[0]!.length)) continue
    if (startsWithNames(rows)) return undefined
    const { whole, gap } = rowsWithIds(rows)
    const found = doubtInRows(whole, delimiter, options, where)
    if (found === undefined) return placed(whole, delimiter)
    const isMatrix = mayBeUnnamedMatrix(rows) // whose gaps are items that nobody rated
    if (gap && !isMatrix && !skipsRows(options.missing)) incomplete ??= gapQuestion(rows, gap, body, where)
    areLists ||= delimiter === ' ' && mayBeLists(rows)
    if (doubt && doubt.rows[0]!.length >= rows[0]!.length) continue // a mark within cells, such as of decimals
    doubt = {
      ...found,
      rows: isMatrix ? rows : whole,
      lineOf: (row) => body[rows.indexOf(row as string[])]?.line,
    }
  }
  if (doubt !== undefined) throw incomplete ?? doubtful({ ...doubt, areLists }, where)
  return undefined

  function placed(rows: readonly (readonly string[])[], delimiter: string): TableLayout {
    const table = placedTable(body[0]!.text, delimiter, options, where)
    requirePlainIds(rows, table, options, where, textsOf(body))
    return table
  }
}

/** The cells of each line; undefined if the first has only one, or too many. */
function rowsBy(body: readonly HeadLine[], delimiter: string, quoting: Quoting): string[][] | undefined {
  const first = body[0]!.text.trim()
  if (!first.includes(delimiter) && !(delimiter === ' ' && first.includes('\t'))) return undefined
  if (first.split(delimiter, MOST_COLUMNS + 1).length > MOST_COLUMNS) return undefined
  return body.map(({ text }) => cellsOf(text, delimiter, quoting))
}

/** Whether the names of some roles are there. */
function isHeader(cells: readonly string[], where: string): boolean {
  return columnRoles.some((role) => findColumn(cells, role, undefined, where) >= 0)
}

/** Whether the first row, and no further one, has words of users and of items. */
function isLikelyHeader([first, ...rows]: readonly (readonly string[])[]): boolean {
  const speaks = (cells: readonly string[], role: 'user' | 'item') => likelyColumn(cells, role) !== undefined
  return (
    speaks(first!, 'user') &&
    speaks(first!, 'item') &&
    !rows.some((row) => speaks(row, 'user') || speaks(row, 'item'))
  )
}

/**
 * @param among the lines in which it is looked for
 * @throws at the first line that is not UTF-8
 */
export function requireText(body: readonly HeadLine[], where: string, among = body): void {
  const broken = among.find(({ text, bytes }) => text.includes(REPLACED) && !isUtf8(bytes))
  if (!broken) return
  throw otherBytes(
    where.replace(/\d+$/, String(broken.line)),
    body.map(({ bytes }) => bytes),
    body.indexOf(broken),
  )
}
