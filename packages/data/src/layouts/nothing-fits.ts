import { fittingColumns } from '../columns/column-names'
import { mayBeLists } from '../columns/headerless-table'
import { severalItems } from '../columns/item-columns'
import { cellsOf, type Quoting } from '../lines/cells'
import { type HeadLine, wordsInLines } from '../lines/file-head'
import type { LayoutOptions } from '../reading/layout-options'
import { fileError, quoted, undecidedBut } from '../values/file-error'
import { delimitersFor, headerDelimiters, MOST_COLUMNS, requireText, TRIED } from './find-table'
import { hasColumns } from './headerless-rows'
import { areNumbers, matrixRefused } from './item-matrix'
import { missingColumns } from './missing-columns'
import { requireTriedMark } from './other-formats'

const ID = /(?:\b|_|[a-z])(?:ID|Id)$|(?:\b|_)id$/
const FEWEST_OF_MATRIX = 6 // columns

/** The error for lines that fit no format. */
export function nothingFits(
  body: readonly HeadLine[],
  delimiters: readonly string[],
  options: LayoutOptions,
  name: string,
): Error {
  const { quoting = 'auto' } = options
  const first = body[0]!
  const where = `${name}:${first.line}`
  requireText(body, where)
  const tried = headerDelimiters(body, delimitersFor(body, delimiters, quoting), quoting)
  const readings = tried
    .filter((each) => first.text.includes(each))
    .map((each) => cellsOf(first.text, each, quoting))
  if (delimiters === TRIED && readings.every(({ length }) => length === 1)) requireTriedMark(body, where)
  const isWords =
    readings.length === 1 && first.text.trim().includes(' ') && tried.includes(' ') && readings[0]!.length > 1
  if (isWords && !first.text.includes(',') && !hasColumns(options) && options.format !== 'csv') {
    const areOfIds = mayBeLists(wordsInLines(body))
    return undecidedBut(
      where,
      'a table with a header, or a user and their items on each line',
      quoted(first.text),
      { options: ['columns', 'format'], likely: areOfIds ? { format: 'adjacency' } : {} },
    )
  }
  const cells = readings.reduce((most, each) => (each.length > most.length ? each : most), [first.text])
  if (cells.length > MOST_COLUMNS)
    return fileError(where, `at most ${MOST_COLUMNS} columns`, `${cells.length}`)
  const areItems = severalItems(cells, where) === undefined && !areRoles(cells)
  if (!hasColumns(options) && areItems && mayBeMatrix(body, delimiters, quoting)) {
    return matrixRefused(cells, where)
  }
  return missingColumns(cells, options, where)
}

/** Whether names are of items and times, or of several ids, so that they do not each name an item. */
function areRoles(names: readonly string[]): boolean {
  const isFound = (['item', 'timestamp'] as const).some(
    (role) => fittingColumns(names, role, undefined).length > 0,
  )
  return isFound || names.filter((name) => ID.test(name)).length > 1
}

/** Whether a table may have a column for each item: all of its cells are numbers or empty, but for names in the first row and the first column. */
function mayBeMatrix(body: readonly HeadLine[], delimiters: readonly string[], quoting: Quoting): boolean {
  const delimiter = delimiters.find(
    (each) => cellsOf(body[0]!.text, each, quoting).length >= FEWEST_OF_MATRIX,
  )
  if (delimiter === undefined) return false
  return areNumbers(body.slice(1).map(({ text }) => cellsOf(text, delimiter, quoting)))
}
