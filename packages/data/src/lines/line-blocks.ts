import type { TurnedOut } from '../reading/turned-out'
import { copiedBytes } from '../values/copied-bytes'
import { fileError } from '../values/file-error'
import { concatBytes } from './byte-source'

const NEWLINE = 10
const LONGEST_BLOCK = 1 << 20 // bytes, but for a line longer than that

/** Bytes of the longest line that is read: 16 MiB. */
export const LONGEST_LINE = 1 << 24

/** Reads blocks of bytes, one after another. */
export interface BlockParser {
  /** @param block whole lines, the last one ended by a newline; of JSON, any bytes */
  parse(block: Uint8Array): void
  /** Call this after the last block. */
  end(): void
  /** Number of the last line read, from 1. */
  readonly line: number
  /** Call this after `end`: what the rows show, if the format has something to show. */
  turnedOut?(): TurnedOut
}

/** Blocks of a last line that has no line end in the file. */
const unended = new WeakSet<Uint8Array>()

/** Whether a block is the last line of a file, and has no line end there, as where the file was cut off. */
export function isUnended(block: Uint8Array): boolean {
  return unended.has(block)
}

/**
 * Cuts chunks at line ends: each block holds whole lines, the last one ended by a newline too.
 *
 * A block is a view of the chunk where possible, valid until the next one is requested.
 *
 * @throws if a line is longer than 16 MiB
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let open: Uint8Array[] = [] // pieces of the unfinished line, joined once
  let length = 0
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += LONGEST_BLOCK) {
      const piece = chunk.subarray(start, start + LONGEST_BLOCK)
      const end = piece.lastIndexOf(NEWLINE) + 1
      let from = 0
      if (length > 0 && end > 0) {
        from = piece.indexOf(NEWLINE) + 1
        yield concatBytes([...open, piece.subarray(0, from)])
        open = []
        length = 0
      }
      if (from < end) yield piece.subarray(from, end)
      if (end === piece.length) continue
      open.push(copiedBytes(piece.subarray(end)))
      length += piece.length - end
      if (length > LONGEST_LINE)
        throw fileError(name, `lines of at most ${LONGEST_LINE} bytes`, 'a longer one')
    }
  }
  if (length === 0) return
  const last = concatBytes([...open, Uint8Array.of(NEWLINE)])
  unended.add(last)
  yield last
}
