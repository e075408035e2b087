import { undecided } from '../values/file-error'
import type { ReadingLimits } from './reading-options'

const FREE = 1 << 24 // bytes that may come out of any compressed file

/** How much may come out of a file. */
export interface Bounds {
  readonly bytes: number
  requireRows(rows: number, name: string): void
}

/** @throws if a limit is not a positive number */
export function boundsOf({ rows: mostRows = 1e9, bytes = 2 ** 36 }: ReadingLimits = {}): Bounds {
  requirePositive('rows', mostRows)
  requirePositive('bytes', bytes)
  return {
    bytes,
    requireRows(rows, name) {
      if (rows > mostRows) throw undecided(name, `at most ${mostRows} rows`, 'more', ['limits.rows'])
    },
  }
}

/** The chunks, as long as they are within the bounds. @throws as soon as there are more */
export async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  { bytes }: Bounds,
  name: string,
): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > bytes) throw undecided(name, `at most ${bytes} bytes of text`, 'more', ['limits.bytes'])
    yield chunk
  }
}

/** Checks how much comes out of compressed data. */
export interface Expansion {
  /** @throws if more has come out of so many bytes than they may hold */
  require(compressed: number, decompressed: number): void
}

/** @param where for errors */
export function expansionLimit({ expansion = 100 }: ReadingLimits = {}, where: string): Expansion {
  requirePositive('expansion', expansion)
  return {
    require(compressed, decompressed) {
      if (decompressed <= FREE + expansion * compressed) return
      throw undecided(
        where,
        `at most ${expansion} times as many bytes when decompressed`,
        `${decompressed} out of ${compressed}`,
        ['limits.expansion'],
      )
    },
  }
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new Error(`limits: ${name} must be a positive number, got ${value}`)
}
