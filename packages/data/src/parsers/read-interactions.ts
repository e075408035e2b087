import type { VerdictFinders } from '../columns/verdict-finders'
import type { Interactions } from '../interactions/interactions'
import {
  type BuilderColumns,
  type InteractionsBuilder,
  interactionsBuilder,
} from '../interactions/interactions-builder'
import { type FoundLayout, findLayout } from '../layouts/layout'
import { columnsOf, layoutReading } from '../layouts/layout-reading'
import { shapeOfLines } from '../layouts/rows-in-lines'
import { withWayBelow } from '../lines/below-rows'
import { chunksOf, decompressed, type InteractionsSource, webGunzip } from '../lines/byte-source'
import { cellsOf } from '../lines/cells'
import { type FileHead, fileHead } from '../lines/file-head'
import { aboveLines } from '../lines/last-lines'
import { type BlockParser, lineBlocks } from '../lines/line-blocks'
import { withNewlines } from '../lines/line-ends'
import { linesOfBlock, otherBytes } from '../lines/other-bytes'
import { belowLines } from '../lines/skipped-lines'
import { type Utf8Text, utf8Text } from '../lines/utf8-text'
import type { AddedFile, FileBuilder } from '../reading/added-file'
import { allSkipped } from '../reading/all-skipped'
import { bounded, boundsOf } from '../reading/bounds'
import { builtInteractions } from '../reading/built-interactions'
import { type LineOptions, type SkippedRows, skipCounter } from '../reading/reading'
import { readingOf } from '../reading/reading-of'
import { type ReadingOptions, requireKnownOptions } from '../reading/reading-options'
import { fileError } from '../values/file-error'
import { refusedIds } from '../values/missing-ids'
import { timesSeen } from '../values/times-seen'
import { adjacencyParser } from './adjacency-parser'
import { netflixParser } from './netflix-parser'
import { objectsParser } from './objects-parser'
import { tableParser } from './table-parser'

/**
 * Reads interactions from a file's bytes, gzip or not, without a string or an object for each row.
 *
 * Users come in ascending order where all their ids are integers, else in order of first appearance; items in order
 * of first appearance. Of rows with the same user and item one is kept, at the place of the first and with the rating
 * of the last, or of the latest where times are read. Blank lines are skipped, spaces around an id are trimmed.
 *
 * @param options.name what errors call the file; its own name where it has one
 * @throws as `file:line: expected …, got …` at the first thing wrong; where an option would settle it, with `code`
 *   'HVAMP_UNDECIDED' and the names of such `options`; the signal's reason if aborted
 * @example await readInteractions(fileInput.files[0])
 */
export async function readInteractions(
  source: InteractionsSource,
  options: ReadingOptions & { readonly name?: string | undefined } = {},
): Promise<Interactions> {
  requireKnownOptions('readInteractions', options)
  const name =
    options.name ?? ('name' in source && typeof source.name === 'string' ? source.name : 'interactions')
  let bytes = 0
  async function* counted() {
    for await (const chunk of chunksOf(source)) {
      bytes += chunk.length
      yield chunk
    }
  }
  return readText(decompressed(counted(), name, webGunzip, options.limits), name, options, () => bytes)
}

/** Reads interactions from the chunks of a text file. */
async function readText(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  options: ReadingOptions,
  bytesRead: () => number,
): Promise<Interactions> {
  const { builder, times, format, rows, ...counts } = await addText(chunks, name, options, bytesRead)
  const interactions = builtInteractions({ builder, times }, name, options.missing)
  options.onReading?.(readingOf(format, interactions, rows, { ...counts, lowest: builder.lowest }))
  return interactions
}

/**
 * Adds the entries of a text file to those of earlier ones.
 *
 * @param into of the earlier files; made for the layout of this one without it
 * @param verdicts of one of several files, which may have no rows
 */
export async function addText(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  options: ReadingOptions,
  bytesRead: () => number,
  into?: FileBuilder,
  verdicts?: VerdictFinders,
): Promise<AddedFile> {
  const { onProgress, signal, limits, encoding, missing = 'refuse', skipLines = 0, skipLast = 0 } = options
  const skipped = skipCounter()
  try {
    signal?.throwIfAborted()
    const text = await utf8Text(chunks, name, encoding)
    const between = aboveLines(belowLines(withNewlines(text.chunks), skipLines, name), skipLast, name)
    const head = await fileHead(between, name, { above: skipLines })
    skipped.add('above', 1, skipLines)
    const found = layoutIn(text, head, options, name)
    if (found.comments > 0) skipped.add('comment', head.lines[0]!.line, found.comments)
    for (const line of found.empty) skipped.add('empty', line)
    const { builder, times } = into ?? builderFor(found, options)
    const before = { size: builder.size, elsewhere: builder.elsewhere }
    const dateOrder = found.layout.kind === 'table' ? found.layout.dateOrder : options.dateOrder
    const parser = parserFor(found, builder, name, {
      ...{ missing, skipped, dateOrder, verdicts, times, decimal: options.decimal },
      full: 'full' in found.layout ? found.layout.full : undefined,
      isOrderChosen: options.dateOrder !== undefined,
      isComment: found.isComment,
    })
    const bounds = boundsOf(limits)
    const bytes = bounded(head.from(found.start), bounds, name)
    const isObjects = found.layout.kind === 'json' || found.layout.kind === 'python'
    const blocks = isObjects ? bytes : lineBlocks(bytes, name)
    for await (const block of blocks) {
      signal?.throwIfAborted()
      const linesBefore = parser.line
      try {
        parse(parser, block, name)
      } catch (error) {
        const read = parser.line - linesBefore - 1
        throw await withWayBelow({ error, block, read, rest: blocks }, mayBeRowOf(found))
      }
      bounds.requireRows(builder.size - before.size, name)
      onProgress?.({ rows: builder.size, bytes: bytesRead() })
    }
    parser.end()
    skipped.add('below', parser.line + 1, skipLast)
    const rows = builder.size - before.size
    const where = `${name}:${parser.line + 1}`
    requireEntries(found, rows + skippedRows(skipped.counts()), where)
    if (rows === 0 && !(verdicts && skippedRows(skipped.counts()) === 0)) {
      const lacking =
        found.layout.kind === 'adjacency' ? undefined : allSkipped(name, skipped.counts(), 'line')
      throw lacking ?? fileError(where, 'an interaction', 'the end of the file')
    }
    const { negative, zero, cancelled, events, ratingKind, marks, ...turnedOut } = parser.turnedOut?.() ?? {}
    return {
      ...{ builder, times },
      format: layoutReading(found, options, {
        encoding: text.encoding,
        utf8Characters: text.utf8Characters(),
        ...turnedOut,
      }),
      rows: rows - (builder.elsewhere - before.elsewhere),
      skipped: skipped.counts(),
      places: found.layout.kind === 'table' ? columnsOf(found.layout) : undefined,
      shape: isHeaderless(found) ? shapeOfLines(head.lines) : undefined,
      negative,
      zero,
      cancelled,
      events,
      ratingKind,
      marks,
    }
  } finally {
    await chunks.return(undefined)
  }
}

/** @throws as `findLayout`; of a text that is in UTF-8 and said to be in another encoding, that, for its names are misread */
function layoutIn(text: Utf8Text, head: FileHead, options: ReadingOptions, name: string): FoundLayout {
  try {
    return findLayout(head, options, name)
  } catch (error) {
    throw text.misnamed() ?? error
  }
}

function builderFor(
  { layout }: FoundLayout,
  {
    ratings = true,
    timestamps = false,
    missing = 'refuse',
    shard,
    builder = interactionsBuilder,
  }: ReadingOptions,
): FileBuilder {
  const times = timesSeen()
  const of = { isRefused: refusedIds(missing), shard }
  return { builder: builder({ ...columnsIn(layout, { ratings, timestamps }), ...of }), times }
}

/** What entries of a layout have beside their ids. */
function columnsIn(
  layout: FoundLayout['layout'],
  { ratings, timestamps }: { readonly ratings: boolean; readonly timestamps: boolean },
): BuilderColumns {
  switch (layout.kind) {
    case 'adjacency':
      return { values: false }
    case 'netflix':
      return { values: ratings, timestamps }
    case 'table':
      return { values: layout.rating !== undefined, timestamps: layout.timestamp !== undefined }
    default: {
      const { rating, timestamp } = layout.fields
      return { values: rating !== undefined, timestamps: timestamp !== undefined }
    }
  }
}

function parserFor(
  { layout, before }: FoundLayout,
  builder: InteractionsBuilder,
  name: string,
  rows: LineOptions,
): BlockParser {
  switch (layout.kind) {
    case 'adjacency':
      return adjacencyParser(builder, name, before, { ...rows, areUsersAlone: !layout.isChosen })
    case 'netflix':
      return netflixParser(builder, name, before, rows)
    case 'table':
      return tableParser(layout, builder, name, before, rows)
    default:
      return objectsParser(layout, builder, name, before, rows)
  }
}

function parse(parser: BlockParser, block: Uint8Array, name: string): void {
  const before = parser.line
  try {
    parser.parse(block)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw otherBytes(`${name}:${parser.line}`, linesOfBlock(block), parser.line - before - 1, cause)
  }
}

/** Whether a line has as many fields as a row of the table. */
function mayBeRowOf({ layout }: FoundLayout): (line: string) => boolean {
  if (layout.kind !== 'table') return () => true
  const { delimiter, quoting, columnCount } = layout
  return (line) => cellsOf(line, delimiter, quoting).length === columnCount
}

const isHeaderless = ({ layout }: FoundLayout) => layout.kind === 'table' && layout.names === undefined

const NO_ROWS: readonly SkippedRows['reason'][] = ['above', 'below', 'comment', 'empty', 'no entry']

function skippedRows(counts: readonly SkippedRows[]): number {
  const ofRows = counts.filter(({ reason }) => !NO_ROWS.includes(reason))
  return ofRows.reduce((sum, { rows }) => sum + rows, 0)
}

/** @throws if a file does not have as many entries as it says */
function requireEntries({ entries }: FoundLayout, rows: number, where: string): void {
  if (entries === undefined || entries === rows) return
  throw fileError(where, `${entries} entries, as the file says`, String(rows))
}
