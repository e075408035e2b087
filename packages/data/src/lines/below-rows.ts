import { isUndecided, settledBy } from '../values/file-error'
import { isUnended } from './line-blocks'

const MOST = 20 // lines that may stand below the rows

const LAST_LINES = 'skipLast'

/** Errors of lines that may stand below the rows of a table, such as a sum or a note, and whether there are rows above. */
const ofLines = new WeakMap<Error, boolean>()

/**
 * Marks an error of a line that may stand below the rows.
 *
 * @param hasRows whether there are some above it: to pass over the line and those behind it leaves nothing else
 */
export function maybeBelow<Failure extends Error>(error: Failure, hasRows = true): Failure {
  ofLines.set(error, hasRows)
  return error
}

/** An error of the last lines of a file, which an option passes over. */
export function belowRows(error: Error, lines: number): Error {
  return settledBy(error, LAST_LINES, lines)
}

/** Where reading failed. */
interface Failed {
  readonly error: unknown
  /** Bytes in which it failed, from the start of a line on. */
  readonly block: Uint8Array
  /** How many lines of the block were read before. */
  readonly read: number
  /** What is left of the file. */
  readonly rest: AsyncIterator<Uint8Array>
}

/** The error, with the option that passes over its line and those behind it, where they are few and none of them may be a row. */
export async function withWayBelow(
  { error, block, read, rest }: Failed,
  mayBeRow: (line: string) => boolean,
): Promise<unknown> {
  if (!(error instanceof Error) || !ofLines.has(error)) return error
  const decoder = new TextDecoder()
  const hasText = (line: string) => /[^\s,;|]/.test(line)
  const below = decoder.decode(block).split('\n').slice(read).filter(hasText)
  for (let next = await rest.next(); below.length <= MOST && !next.done; next = await rest.next()) {
    for (const line of decoder.decode(next.value).split('\n')) if (hasText(line)) below.push(line)
  }
  const [, ...behind] = below
  if (below.length > MOST || behind.some(mayBeRow)) return error
  const isCut = isUnended(block) && !isUndecided(error)
  if (!ofLines.get(error)) return isCut && below.length === 1 ? cutOff(error) : error
  return belowRows(isCut ? cutOff(error) : error, below.length)
}

/** The error of a last line that has no line end. */
export function cutOff({ message }: Error): Error {
  return new Error(
    `${message}, without a line end, as in a file that was cut off (export or download it again)`,
  )
}
