/** Reads blocks of whole lines, one after another. */
export interface LineParser {
  /** @param block whole lines, the last one ended by a newline */
  parse(block: Uint8Array): void
  /** To be called after the last block. */
  end(): void
  /** Number of the last line read, from 1. */
  readonly line: number
}
