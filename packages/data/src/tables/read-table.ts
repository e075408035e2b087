import { requireKnown } from '@hvamp/random'
import { chunksOf, decompressed, type InteractionsSource, webGunzip } from '../text/byte-source'
import { undecided } from '../text/file-error'
import { fileHead } from '../text/file-head'
import { lineBlocks } from '../text/line-blocks'
import { validLines } from '../text/line-bytes'
import { withNewlines } from '../text/line-ends'
import type { DecimalMark } from '../text/rating-numbers'
import { requireTextOptions } from '../text/reading-options'
import { utf8Text } from '../text/utf8-text'
import { delimitedRows } from './delimited-rows'
import { jsonRows } from './json-rows'
import type { Table } from './table'
import type { RowParser } from './table-rows'
import { typedTable } from './typed-table'

/** How a table is read. */
export interface TableReading {
  readonly signal?: AbortSignal
  /** Of a text file without a byte order mark, by a name that TextDecoder knows: UTF-8 by default. */
  readonly encoding?: string | undefined
  /** The mark before the decimals of numbers in a text file, a point by default; the other one is that of thousands. */
  readonly decimal?: DecimalMark | undefined
}

/**
 * Reads a table from a file's bytes, gzip or not: CSV or TSV with a header (comma, semicolon, tab or bar), JSON lines, whose
 * first line starts with `{`, or an array of JSON objects. Spaces around a cell are no part of it, blank lines are skipped.
 *
 * @param options.name what errors call the file; its own name where it has one
 * @throws as `file:line: expected …, got …` at the first thing wrong; the signal's reason if aborted
 * @example await readTable(fileInput.files[0])
 */
export async function readTable(
  source: InteractionsSource,
  options: TableReading & { readonly name?: string } = {},
): Promise<Table> {
  requireKnown('readTable: options', options, { name: true, signal: true, encoding: true, decimal: true })
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
  requireTextOptions(name, { decimal, encoding: options.encoding })
  const parser = await rowsOf(chunks, name, options)
  const { columns, lines } = parser.rows
  return typedTable({
    name,
    cells: parser.cells,
    rowCount: lines.length,
    columns,
    decimal,
    placeOf: (row) => `${name}:${lines[row]}`,
  })
}

async function rowsOf(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  { signal, encoding }: TableReading,
): Promise<RowParser> {
  try {
    signal?.throwIfAborted()
    const text = await utf8Text(chunks, name, encoding)
    const head = await fileHead(withNewlines(text.chunks), name, 'a table')
    const first = head.lines[0]!
    const [bracket = ''] = first.text.trimStart()
    const isArray = bracket === '[' // on any lines, or one alone
    const isJson = isArray || bracket === '{'
    const parser = isJson
      ? jsonRows(name, head.before, isArray ? 'array' : 'lines')
      : delimitedRows(first.text, name, first.line)
    const bytes = head.from(isJson ? 0 : head.next(first))
    for await (const block of isArray ? bytes : lineBlocks(bytes, name)) {
      signal?.throwIfAborted()
      parse(parser, block, name)
    }
    parser.end()
    return parser
  } finally {
    await chunks.return(undefined) // also if an error comes before the first block
  }
}

function parse(parser: RowParser, block: Uint8Array, name: string): void {
  const before = parser.line
  try {
    parser.parse(block)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw undecided(
      `${name}:${before + 1 + validLines(block)}`,
      'UTF-8 text',
      'other bytes',
      ['encoding'],
      cause,
    )
  }
}
