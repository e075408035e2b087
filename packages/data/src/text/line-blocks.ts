import { concatBytes } from './byte-source'
import { fileError } from './file-error'

const NEWLINE = 10
const LONGEST_LINE = 1 << 24 // bytes
const LONGEST_BLOCK = 1 << 20 // bytes, but for a line longer than that

/**
 * Cuts chunks at line ends: each block holds whole lines, the last one ended by a newline too.
 *
 * A block is a view of the chunk where possible, valid until the next one is asked for.
 *
 * @throws if a line is longer than 16 MiB
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array(0) // the line that is not finished yet
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += LONGEST_BLOCK) {
      const piece = chunk.subarray(start, start + LONGEST_BLOCK)
      const end = piece.lastIndexOf(NEWLINE) + 1
      let from = 0
      if (rest.length > 0 && end > 0) {
        from = piece.indexOf(NEWLINE) + 1
        yield concatBytes(rest, piece.subarray(0, from))
        rest = new Uint8Array(0)
      }
      if (from < end) yield piece.subarray(from, end)
      rest = concatBytes(rest, piece.subarray(end))
      if (rest.length > LONGEST_LINE)
        throw fileError(name, `lines of at most ${LONGEST_LINE} bytes`, 'a longer one')
    }
  }
  if (rest.length > 0) yield concatBytes(rest, Uint8Array.of(NEWLINE))
}

/** Reads blocks of whole lines, one after another. */
export interface LineParser {
  /** @param block whole lines, the last one ended by a newline */
  parse(block: Uint8Array): void
  /** To be called after the last block. */
  end(): void
  /** Number of the last line read, from 1. */
  readonly line: number
}
