import { copiedBytes } from '../values/copied-bytes'
import { fileError } from '../values/file-error'
import { isBlank, isBlankByte } from '../values/line-bytes'
import { concatBytes } from './byte-source'
import { isEndOfData } from './end-of-data'
import { byteOrderMarkOf } from './file-start'
import { LONGEST_LINE } from './line-blocks'

const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const BRACKET = 0x5b
const BRACE = 0x7b
const ENOUGH = 1 << 16 // bytes to judge a file by
const ENOUGH_OF_OBJECTS = 1 << 20 // of JSON, one object may be long
const MOST_LINES = 1000 // to judge it by

/** A line of the head that is not blank. */
export interface HeadLine {
  readonly text: string
  /** Its number in the file, from 1. */
  readonly line: number
  /** That of the last line, of a header that spans several. */
  readonly lastLine?: number
  /** Where it starts and ends in the head's bytes, without its line end. */
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/** The beginning of a text file, from its first line that is not blank: enough to see how the file is written. */
export interface FileHead {
  readonly bytes: Uint8Array
  /** Complete lines that are not blank, at least one and at most 1000. */
  readonly lines: readonly HeadLine[]
  /** Lines of the file before the head: those above the bytes, and blank ones. */
  readonly before: number
  /** Where the line after one of `lines` starts in the head's bytes. */
  next(line: HeadLine): number
  /** The bytes of the file from an offset of the head on. */
  from(offset: number): AsyncGenerator<Uint8Array>
}

/**
 * Takes the head off a stream of bytes.
 *
 * @param options.expected what an empty file lacks, for errors
 * @param options.above lines of the file above these bytes
 * @throws if the file is empty or not UTF-8 text, or its first line is too long
 */
export async function fileHead(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  {
    expected = 'interactions',
    above = 0,
  }: { readonly expected?: string | undefined; readonly above?: number | undefined } = {},
): Promise<FileHead> {
  let bytes: Uint8Array = new Uint8Array(0)
  let before = above
  let isDone = false

  async function growTo(length: number): Promise<void> {
    const pieces = [bytes]
    for (let total = bytes.length; total < length && !isDone; ) {
      const { done, value } = await chunks.next()
      if (done) isDone = true
      else {
        pieces.push(copiedBytes(value))
        total += value.length
      }
    }
    bytes = concatBytes(pieces)
  }

  await growTo(ENOUGH)
  bytes = bytes.subarray(byteOrderMarkOf(bytes, name))
  for (;;) {
    const { start, lines, isAll } = leadingBlank(bytes)
    bytes = bytes.subarray(start)
    before += lines
    if (!isAll) break
    if (isDone) throw fileError(name, expected, 'an empty file')
    await growTo(Math.max(ENOUGH, 2 * bytes.length))
    requireLine(bytes, name)
  }
  const isObjects = [BRACE, BRACKET].includes(bytes.find((byte) => byte > SPACE)!) // whose lines may be of any length
  if (isObjects) await growTo(ENOUGH_OF_OBJECTS)
  while (!isDone && !isObjects && !bytes.includes(NEWLINE)) {
    requireLine(bytes, name)
    await growTo(Math.max(ENOUGH, 2 * bytes.length))
  }
  byteOrderMarkOf(bytes, name) // what follows blank lines may be binary
  return {
    bytes,
    lines: linesIn(bytes, before, isDone || (isObjects && !bytes.includes(NEWLINE))),
    before,
    next({ end }) {
      const newline = bytes.indexOf(NEWLINE, end)
      return newline < 0 ? bytes.length : newline + 1
    },
    async *from(offset) {
      if (offset < bytes.length) yield bytes.subarray(offset)
      yield* chunks
    },
  }
}

function requireLine(bytes: Uint8Array, name: string): void {
  if (bytes.length > LONGEST_LINE && !bytes.includes(NEWLINE)) {
    throw fileError(name, `lines of at most ${LONGEST_LINE} bytes`, 'a longer one')
  }
}

/** Where the first line that is not blank starts, and the number of lines before it. */
function leadingBlank(bytes: Uint8Array): { start: number; lines: number; isAll: boolean } {
  let start = 0
  let lines = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === NEWLINE) {
      start = at + 1
      lines++
    } else if (!isBlankByte(byte)) return { start, lines, isAll: false }
  }
  return { start, lines, isAll: true }
}

function linesIn(bytes: Uint8Array, before: number, isWhole: boolean): HeadLine[] {
  const decoder = new TextDecoder()
  const lines: HeadLine[] = []
  for (let start = 0, line = before + 1; start < bytes.length && lines.length < MOST_LINES; line++) {
    const newline = bytes.indexOf(NEWLINE, start)
    if (newline < 0 && !isWhole) break
    const next = newline < 0 ? bytes.length : newline
    const end = bytes[next - 1] === RETURN ? next - 1 : next
    if (!isBlank(bytes, start, end)) {
      const own = bytes.subarray(start, end)
      lines.push({ text: decoder.decode(own), line, start, end, bytes: own })
    }
    start = next + 1
  }
  if (lines.length > 1 && isWhole && isEndOfData(lines.at(-1)!.text)) lines.pop()
  return lines
}

/** The words of lines, between spaces and tabs. */
export function wordsInLines(lines: readonly HeadLine[]): string[][] {
  return lines.map(({ text }) => text.trim().split(/\s+/))
}
