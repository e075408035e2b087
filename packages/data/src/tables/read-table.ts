import { requireKnown } from '@hvamp/random'
import { startsObjects } from '../layouts/objects-layout'
import { requireNotPrinted } from '../layouts/printed-table'
import { requireNoArrays } from '../layouts/rows-of-objects'
import { chunksOf, decompressed, type InteractionsSource, webGunzip } from '../lines/byte-source'
import { commentsOf } from '../lines/comments'
import { type FileHead, fileHead } from '../lines/file-head'
import { lineBlocks } from '../lines/line-blocks'
import { withNewlines } from '../lines/line-ends'
import { linesOfBlock, otherBytes } from '../lines/other-bytes'
import { belowLines } from '../lines/skipped-lines'
import { utf8Text } from '../lines/utf8-text'
import { withWholeHeader } from '../lines/whole-header'
import { isMark, requireLineCount, requireTextOptions } from '../reading/reading-options'
import { fileError } from '../values/file-error'
import { validLines } from '../values/line-bytes'
import type { DecimalMark } from '../values/rating-numbers'
import { delimitedRows } from './delimited-rows'
import { jsonRows } from './json-rows'
import { rowsKey } from './rows-key'
import type { Table } from './table'
import { TABLE_QUOTINGS, type TableQuoting } from './table-quoting'
import type { RowParser } from './table-rows'
import { typedTable } from './typed-table'

/** How a table is read. */
export interface TableReading {
  readonly signal?: AbortSignal | undefined
  /** Of a text file without a byte order mark, by a name that TextDecoder knows: UTF-8 by default. */
  readonly encoding?: string | undefined
  /** Of a text file, how many lines at its start are passed over, such as a title above the header; none by default. */
  readonly skipLines?: number | undefined
  /**
   * Whether the first line of a CSV names its columns: false takes it for a row, and calls the columns by their numbers, '0', '1' and so
   * on. By default it does; where it looks like the rows below, it is asked about.
   */
  readonly header?: boolean | undefined
  /** What separates the fields of a CSV, a tab, a mark of punctuation, `::` or a space, which stands for runs of spaces and tabs: by default the one of these that fits the header, of `,`, `;`, tab, `|` and `::`, and a space where all lines have as many words. */
  readonly delimiter?: string | undefined
  /**
   * Whether a field of a CSV in double quotes is read without them: 'none' takes a quote for a plain character, as in `"Weird Al" Yankovic`.
   * 'auto', the default, is 'double', but asks where a quote would make one cell of whole lines of a TSV. 'escaped' is 'none' with the escapes of
   * `mysql --batch` and PostgreSQL's `COPY`: `\t`, `\n` and `\\` stand for a tab, a line end and a backslash.
   */
  readonly quoting?: TableQuoting | undefined
  /**
   * The mark before the decimals of numbers in a text file; the other one is that of thousands. By default a comma where some column
   * leaves no doubt (4,50), else a point; where 1.200 may be a thousand, its column is refused.
   */
  readonly decimal?: DecimalMark | undefined
}

/** Names of the options. */
export const tableReadingNames: Readonly<Record<keyof TableReading, true>> = {
  ...{
    signal: true,
    encoding: true,
    skipLines: true,
    header: true,
    delimiter: true,
    quoting: true,
    decimal: true,
  },
}

/**
 * Reads a table from a file's bytes, gzip or not: CSV or TSV with a header (comma, semicolon, tab, bar, `::` or spaces), or JSON: objects on
 * lines, in an array, or in an array under a key of one object. Spaces around a cell are no part of it; blank lines, and comments where the
 * file begins with some, are skipped.
 *
 * @param options.name what errors call the file; its own name where it has one
 * @throws as `file:line: expected …, got …` at the first thing wrong; the signal's reason if aborted
 * @example await readTable(fileInput.files[0])
 */
export async function readTable(
  source: InteractionsSource,
  options: TableReading & { readonly name?: string | undefined } = {},
): Promise<Table> {
  requireKnown('readTable: options', options, { name: true, ...tableReadingNames })
  const { name, ...reading } = options
  const called = name ?? ('name' in source && typeof source.name === 'string' ? source.name : 'table')
  return tableOfLines(decompressed(chunksOf(source), called, webGunzip), called, reading)
}

/** Reads a table from the chunks of a text file. */
export async function tableOfLines(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  { decimal, ...options }: TableReading,
): Promise<Table> {
  requireTextOptions(name, { decimal, encoding: options.encoding, quoting: options.quoting }, TABLE_QUOTINGS)
  requireLineCount(name, 'skipLines', options.skipLines)
  if (
    options.delimiter !== undefined &&
    !['::', ' '].includes(options.delimiter) &&
    !isMark(options.delimiter)
  ) {
    const got = JSON.stringify(options.delimiter)
    throw new Error(`${name}: delimiter must be '::', a tab or a mark of punctuation, got ${got}`)
  }
  const parser = await rowsOf(chunks, name, options)
  const { columns, lines } = parser.rows
  return typedTable({
    name,
    cells: parser.cells,
    rowCount: lines.length,
    columns,
    decimal,
    delimiter: parser.delimiter,
    lists: parser.lists,
    escaped: parser.escaped,
    placeOf: (row) => `${name}:${lines[row]}`,
  })
}

async function rowsOf(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  { signal, encoding, header, delimiter, quoting, skipLines = 0 }: TableReading,
): Promise<RowParser> {
  try {
    signal?.throwIfAborted()
    const text = await utf8Text(chunks, name, encoding)
    const head = await fileHead(belowLines(withNewlines(text.chunks), skipLines, name), name, {
      expected: 'a table',
      above: skipLines,
    })
    const [bracket = ''] = head.lines[0]!.text.trimStart()
    const [parser, start] =
      bracket === '[' || bracket === '{'
        ? [jsonBelow(head, name, bracket), 0]
        : tableBelow(head, name, { header, delimiter, quoting })
    const bytes = head.from(start)
    for await (const block of parser.isOverLines ? bytes : lineBlocks(bytes, name)) {
      signal?.throwIfAborted()
      parse(parser, block, name)
    }
    parser.end()
    return parser
  } finally {
    await chunks.return(undefined) // also if an error comes before the first block
  }
}

/** The parser of objects: a line each, or over any lines, in an array or not. */
function jsonBelow({ bytes, before, lines }: FileHead, name: string, bracket: '[' | '{'): RowParser {
  const where = `${name}:${before + 1}`
  if (bracket === '[') {
    requireNoArrays(bytes, where)
    return jsonRows(name, before, 'objects')
  }
  const key = rowsKey(bytes, where)
  const [first] = lines
  const hasLines = key === undefined && first!.text.trimEnd().endsWith('}')
  return hasLines
    ? jsonRows(name, before, 'lines', { format: startsObjects(first!.text) })
    : jsonRows(name, before, 'objects', { key })
}

/** The parser of a CSV below its header, and where its rows start in the bytes of the head. */
function tableBelow(
  head: FileHead,
  name: string,
  { header, delimiter: chosen, quoting = 'auto' }: Pick<TableReading, 'header' | 'delimiter' | 'quoting'>,
): [RowParser, start: number] {
  const { count, isComment, delimiter } = commentsOf(head.lines, { isAuto: false, areChosen: false }, name)
  const below = head.lines.slice(count)
  const [first, ...others] = quoting === 'auto' || quoting === 'double' ? withWholeHeader(below) : below
  if (!first) throw fileError(name, 'a table', `only comments in its first ${count} lines`)
  requireNotPrinted([first, ...others], 'refuse', name)
  return [
    delimitedRows([first, ...others], name, { delimiter: chosen ?? delimiter, header, quoting, isComment }),
    header === false ? first.start : head.next(first),
  ]
}

function parse(parser: RowParser, block: Uint8Array, name: string): void {
  const before = parser.line
  try {
    parser.parse(block)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    const index = validLines(block)
    throw otherBytes(`${name}:${before + 1 + index}`, linesOfBlock(block), index, cause)
  }
}
