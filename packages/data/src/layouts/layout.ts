import { areLists, mayBeLists } from '../columns/headerless-table'
import { cellsOf } from '../lines/cells'
import { type Comments, commentsOf } from '../lines/comments'
import { isEmptyRow } from '../lines/empty-rows'
import { type FileHead, type HeadLine, wordsInLines } from '../lines/file-head'
import { withWholeHeader } from '../lines/whole-header'
import type { LayoutOptions } from '../reading/layout-options'
import { shownOrder } from '../values/date-order'
import { fileError, quoted, undecided } from '../values/file-error'
import { numberIn } from '../values/numbers-in-text'
import { requireNoAttributes } from './attributes'
import { requireFilledDown } from './filled-down'
import { findTable, requireText, TRIED } from './find-table'
import { hasColumns } from './headerless-rows'
import type { ObjectsLayout } from './layout-of-objects'
import { areListsBehindTabs, requireNoListsBehindUsers } from './lists-behind-users'
import { nothingFits } from './nothing-fits'
import { objectsLayout, startsObjects } from './objects-layout'
import {
  requireListsOfItems,
  requireNoListsOfMarks,
  requireNoNamedLines,
  requireNoOtherFormat,
  requireNoStatements,
  requireNotSparse,
} from './other-formats'
import { requireNotPrinted } from './printed-table'
import { NO_TIMES, placedTable, type TableLayout } from './table-layout'

/** How the data of a file are written. */
export type Layout =
  | TableLayout
  | ObjectsLayout
  | {
      readonly kind: 'adjacency'
      /** Whether the caller says so: then a user may have several lines. */
      readonly isChosen: boolean
    }
  | { readonly kind: 'netflix' }

/** The layout of a file, and where its data begin. */
export interface FoundLayout {
  readonly layout: Layout
  /** Where the data start in the head's bytes. */
  readonly start: number
  /** Lines of the file before the data. */
  readonly before: number
  /** How many of them are comments. */
  readonly comments: number
  /** Numbers of the lines among them that are rows of delimiters alone. */
  readonly empty: readonly number[]
  /** Whether a line among the data is a comment. */
  readonly isComment: Comments['isComment']
  /** Whether the last comment above the data is their header. */
  readonly headerInComment?: boolean
  /** How many entries the file says it has. */
  readonly entries?: number
}

const OF_FORMAT: Readonly<Record<string, readonly string[]>> = { csv: [',', ';', '|'], tsv: ['\t'] }

/**
 * The layout of a file from its first lines.
 *
 * @throws if they do not fit the format asked for, if columns are missing, or if they fit several formats or none: the error
 *   names the options that settle it
 */
export function findLayout(head: FileHead, options: LayoutOptions, name: string): FoundLayout {
  const { format = 'auto' } = options
  const areChosen = options.columns?.user !== undefined && options.columns.item !== undefined
  const comments = commentsOf(head.lines, { isAuto: format === 'auto', areChosen }, name)
  const { isComment } = comments
  const isAbove = ({ text }: HeadLine) => isComment(text) || isEmptyRow(text)
  const first = head.lines.findIndex((line, at) => at >= comments.count && !isAbove(line))
  const lines = options.quoting === 'none' ? head.lines : withWholeHeader(head.lines, first)
  const body = lines.slice(comments.count).filter((line) => !isAbove(line))
  if (body.length === 0)
    throw fileError(
      name,
      'interactions',
      `only ${lines.some(({ text }) => isEmptyRow(text)) ? 'empty rows' : 'comments'} in its first ${lines.length} lines`,
    )
  const where = `${name}:${body[0]!.line}`
  requireNoColumns(options, where)
  if (comments.named === 'matrix market') return matrixMarket(head, body, comments, options, where)
  const layout = withDateOrder(layoutOf(head, body, comments, options, name), body, options)
  if (layout.kind === 'table') requireFilledDown(layout, body, options, name)
  const table = layout.kind === 'table' && layout.names !== undefined ? layout : undefined
  const headerInComment = table !== undefined && isCommented(table, body, options)
  // its names say what columns have that are not read
  if (table) requireText(lines, where, [headerInComment ? lines[comments.count - 1]! : body[0]!])
  const skipped = table && !headerInComment ? 1 : 0
  const start = startOf(head, body, skipped)
  const above = lines.filter(({ line }) => line <= start.before)
  const empty = above.filter(({ text }) => isEmptyRow(text)).map(({ line }) => line)
  const ofDelimiter = comments.delimiter === undefined ? 0 : 1 // its line is no comment
  const commented = above.length - empty.length - skipped - ofDelimiter
  return { layout, ...start, comments: commented, empty, isComment, headerInComment }
}

/** A table with the order of day and month in its times: the chosen one, or as the first lines show it. */
function withDateOrder(layout: Layout, body: readonly HeadLine[], { dateOrder }: LayoutOptions): Layout {
  if (layout.kind !== 'table' || layout.timestamp === undefined) return layout
  const { delimiter, quoting, timestamp } = layout
  const times = () => body.map(({ text }) => cellsOf(text, delimiter, quoting)[timestamp] ?? '')
  return { ...layout, dateOrder: dateOrder ?? shownOrder(times()) }
}

/** Whether the header is the last comment: then the first line of the body is data. */
function isCommented(
  layout: TableLayout,
  body: readonly HeadLine[],
  { quoting = 'auto' }: LayoutOptions,
): boolean {
  const first = cellsOf(body[0]!.text, layout.delimiter, quoting)
  return layout.names!.some((name, column) => name !== first[column])
}

function startOf(
  head: FileHead,
  body: readonly HeadLine[],
  skipped: number,
): { start: number; before: number } {
  const first = body[skipped]
  if (first) return { start: first.start, before: first.line - 1 }
  const last = body[skipped - 1]! // a header and nothing else in the head
  return { start: head.next(last), before: last.lastLine ?? last.line }
}

function layoutOf(
  { bytes }: FileHead,
  body: readonly HeadLine[],
  comments: Comments,
  options: LayoutOptions,
  name: string,
): Layout {
  const { format = 'auto', timestamps = false } = options
  const first = body[0]!.text
  const where = `${name}:${body[0]!.line}`
  const isAuto = format === 'auto' && options.delimiter === undefined && options.header === undefined
  if (format === 'adjacency') {
    requireNotSparse(body, where)
    requireListsOfItems(body, where, true)
    return adjacency(timestamps, true, where)
  }
  if (format === 'netflix') return { kind: 'netflix' }
  if (format === 'json' || format === 'python') return objectsLayout(bytes, format, options, where)
  if (format === 'movielens') return placedTable(first, '::', { ...options, quoting: 'none' }, where)
  if (format === 'u.data') return placedTable(first, '\t', { ...options, quoting: 'none' }, where)
  if (comments.named !== undefined && isAuto && !hasColumns(options)) {
    return konectTable(first, comments.named, options, where)
  }
  if (format === 'auto') requireNoStatements(body, where)
  requireNoAttributes(body, where)
  if (isAuto) {
    if (/^\s*<[!?a-z]/i.test(first)) throw fileError(where, 'interactions', 'HTML or XML')
    if (/^\s*[\w$.]+\(\s*[[{]/.test(first)) {
      const got = `JSON in a call of a function, ${quoted(first)}: take the call off and leave what is in its brackets`
      throw fileError(where, 'interactions', got)
    }
    const objects = startsObjects(first)
    if (objects) return objectsLayout(bytes, objects, options, where)
    if (/^\d+:$/.test(first.trim())) return { kind: 'netflix' }
    requireNoNamedLines(body, where)
    if (!hasColumns(options)) requireNoOtherFormat(body, where)
    const areLikelyLists = options.likelyFormat === 'adjacency' && mayBeLists(wordsInLines(body))
    if (!hasColumns(options) && (areLikelyLists || areListsBehindTabs(body))) {
      requireListsOfItems(body, where)
      return adjacency(timestamps, false, where)
    }
    if (!hasColumns(options)) requireNoListsBehindUsers(body, where)
  }
  requireNotPrinted(body, options.missing ?? 'refuse', name)
  const isNetwork = isAuto && comments.named?.startsWith('konect') // between whose fields are spaces and tabs
  const { delimiter = isNetwork ? ' ' : comments.delimiter } = options
  const delimiters = delimiter === undefined ? (OF_FORMAT[format] ?? TRIED) : [delimiter]
  const table = findTable(body, comments, delimiters, options, where)
  if (table) return table
  if (isAuto && !hasColumns(options)) {
    requireListsOfItems(body, where)
    if (areLists(wordsInLines(body))) return adjacency(timestamps, false, where)
    requireNoListsOfMarks(body, where)
  }
  throw nothingFits(body, delimiters, options, name)
}

function adjacency(timestamps: boolean, isChosen: boolean, where: string): Layout {
  if (timestamps) throw undecided(where, 'timestamps', 'adjacency lists, which have none', [NO_TIMES])
  return { kind: 'adjacency', isChosen }
}

/** A network of KONECT: user, item and, in some, weight and time. */
function konectTable(
  line: string,
  named: Comments['named'],
  options: LayoutOptions,
  where: string,
): TableLayout {
  const table = placedTable(line, ' ', { ...options, quoting: 'none' }, where)
  return named === 'konect unweighted' ? { ...table, rating: undefined } : table
}

/** A matrix whose rows are users and whose columns are items, or by choice the other way round: its size, then `row column value` on each line. */
function matrixMarket(
  head: FileHead,
  body: readonly HeadLine[],
  comments: Comments,
  options: LayoutOptions,
  where: string,
): FoundLayout {
  const { user = 0, item = 1, rating = 2 } = options.columns ?? {}
  const isPlaced = (user === 0 && item === 1) || (user === 1 && item === 0)
  if (!isPlaced || rating !== 2)
    throw fileError(
      where,
      'rows and columns of MatrixMarket as users and items, in either order (0 and 1)',
      `${user} and ${item}`,
    )
  if (options.timestamps) {
    const start = where.replace(/\d+$/, String(head.lines[0]!.line))
    throw undecided(start, 'timestamps', 'a matrix of MatrixMarket, which has none', [NO_TIMES])
  }
  const size = body[0]!.text.trim().split(/\s+/).map(numberIn)
  if (size.length !== 3 || !size.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw fileError(where, 'the numbers of rows, columns and entries', quoted(body[0]!.text))
  }
  const isPattern = /\bpattern\b/i.test(head.lines[0]!.text)
  const line = isPattern ? '1 1' : '1 1 1'
  const layout = { ...placedTable(line, ' ', { ...options, quoting: 'none' }, where), user, item }
  const start = startOf(head, body, 1)
  const above = head.lines.filter(({ line }) => line <= start.before).length
  const { isComment } = comments
  return { layout, ...start, comments: above - 1, empty: [], isComment, entries: size[2]! }
}

function requireNoColumns(options: LayoutOptions, where: string): void {
  const { format = 'auto' } = options
  if (!['adjacency', 'netflix', 'movielens', 'u.data'].includes(format)) return
  const chosen = Object.values(options.columns ?? {}).find((column) => column !== undefined)
  if (chosen !== undefined) {
    throw fileError(
      where,
      `columns to be chosen for tables and objects only, not for ${format}`,
      `'${chosen}'`,
    )
  }
}
