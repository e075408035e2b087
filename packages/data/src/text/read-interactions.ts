import type { Interactions } from '../interactions/interactions'
import { type InteractionsBuilder, interactionsBuilder } from '../interactions/interactions-builder'
import { adjacencyParser } from './adjacency-parser'
import { chunksOf, decompressed, type InteractionsSource, webGunzip } from './byte-source'
import { delimitedParser } from './delimited-parser'
import { fileError } from './file-error'
import { firstLineOf, startOfText } from './first-line'
import { type LayoutOptions, layoutOf } from './layout'
import { type LineParser, lineBlocks } from './line-blocks'
import { netflixParser } from './netflix-parser'

/** How far reading has come. */
export interface ReadingProgress {
  /** Entries read. */
  readonly rows: number
  /** Bytes taken from the source: of a compressed file, compressed bytes. */
  readonly bytes: number
}

export interface ReadingOptions extends LayoutOptions {
  /** Called after every block of lines. */
  readonly onProgress?: (progress: ReadingProgress) => void
  readonly signal?: AbortSignal
}

/**
 * Reads interactions from a file's bytes, gzip or not, without a string or an object for each row.
 *
 * Users come in ascending order where all their ids are integers, else in order of first appearance; items in order
 * of first appearance. Of rows with the same user and item one is kept, at the place of the first and with the rating
 * of the last. Blank lines are skipped, spaces around an id are no part of it.
 *
 * @param options.name what errors call the file; its own name where it has one
 * @throws as `file:line: expected …, got …` at the first thing wrong; the signal's reason if aborted
 * @example await readInteractions(fileInput.files[0])
 */
export async function readInteractions(
  source: InteractionsSource,
  options: ReadingOptions & { readonly name?: string } = {},
): Promise<Interactions> {
  const name =
    options.name ?? ('name' in source && typeof source.name === 'string' ? source.name : 'interactions')
  let bytes = 0
  async function* counted() {
    for await (const chunk of chunksOf(source)) {
      bytes += chunk.length
      yield chunk
    }
  }
  return readLines(decompressed(counted(), name, webGunzip), name, options, () => bytes)
}

/** Reads interactions from the chunks of a text file. */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadingOptions,
  bytesRead: () => number,
): Promise<Interactions> {
  const builder = await addLines(chunks, name, options, bytesRead)
  return builder.build()
}

/**
 * Adds the entries of a text file to those of earlier ones.
 *
 * @param into of the earlier files; made for the layout of this one without it
 */
export async function addLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  { onProgress, signal, ...layout }: ReadingOptions,
  bytesRead: () => number,
  into?: InteractionsBuilder,
): Promise<InteractionsBuilder> {
  const before = into?.size ?? 0
  let reading: Reading | undefined
  let blankLines: number | undefined
  for await (const block of lineBlocks(chunks, name)) {
    signal?.throwIfAborted()
    let lines = block
    if (!reading) {
      const text = blankLines === undefined ? startOfText(block, name) : block
      const first = firstLineOf(text)
      if (typeof first === 'number') {
        blankLines = (blankLines ?? 0) + first
        continue
      }
      const line = (blankLines ?? 0) + first.line
      reading = startReading(first.text, layout, name, line, into)
      lines = text.subarray(reading.isHeader ? first.end : first.start)
    }
    parse(reading.parser, lines, name)
    onProgress?.({ rows: reading.builder.size, bytes: bytesRead() })
  }
  if (!reading) throw fileError(name, 'interactions', 'an empty file')
  const { parser, builder } = reading
  parser.end()
  if (builder.size === before)
    throw fileError(`${name}:${parser.line + 1}`, 'an interaction', 'the end of the file')
  return builder
}

interface Reading {
  readonly isHeader: boolean
  readonly builder: InteractionsBuilder
  readonly parser: LineParser
}

/** Chooses how to read from the first line. */
function startReading(
  text: string,
  options: LayoutOptions,
  name: string,
  line: number,
  into: InteractionsBuilder | undefined,
): Reading {
  const layout = layoutOf(text, options, `${name}:${line}`)
  if (layout.kind === 'adjacency') {
    const builder = into ?? interactionsBuilder({ values: false })
    return { isHeader: false, builder, parser: adjacencyParser(builder, line - 1) }
  }
  if (layout.kind === 'netflix') {
    const { timestamps = false } = options
    const builder = into ?? interactionsBuilder({ values: true, timestamps })
    return { isHeader: false, builder, parser: netflixParser(builder, name, line - 1) }
  }
  const builder =
    into ??
    interactionsBuilder({
      values: layout.rating !== undefined,
      timestamps: layout.timestamp !== undefined,
    })
  const parser = delimitedParser(layout, builder, name, layout.header ? line : line - 1)
  return { isHeader: layout.header, builder, parser }
}

function parse(parser: LineParser, block: Uint8Array, name: string): void {
  try {
    parser.parse(block)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw fileError(`${name}:${parser.line}`, 'UTF-8 text', 'other bytes', cause)
  }
}
