import { fileError } from '../values/file-error'
import { concatBytes } from './byte-source'
import { LONGEST_LINE } from './line-blocks'

const NEWLINE = 10
const EMPTY: ReadonlySet<number> = new Set([...' \t\r,;|'].map((mark) => mark.charCodeAt(0))) // of lines without text

/**
 * The text above its last lines, of which those without text, or with delimiters alone, are not counted.
 *
 * @throws at its end if it has not as many
 */
export async function* aboveLines(
  chunks: AsyncIterable<Uint8Array>,
  count: number,
  name: string,
): AsyncGenerator<Uint8Array> {
  if (count === 0) return yield* chunks
  let held: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    const text = concatBytes([held, chunk])
    const end = text.lastIndexOf(NEWLINE) + 1 // what is behind may be part of an empty line
    const start = startOfLast(text.subarray(0, end), count).start
    if (start > 0) yield text.subarray(0, start)
    held = text.slice(start)
    if (held.length > (count + 1) * LONGEST_LINE)
      throw fileError(name, `lines of at most ${LONGEST_LINE} bytes`, 'a longer one')
  }
  const { start, found } = startOfLast(held, count)
  if (found < count) throw fileError(name, `lines above the last ${count}`, `${found} in all`)
  if (start > 0) yield held.subarray(0, start)
}

/** Where the last lines with text begin, and how many of them there are. */
function startOfLast(text: Uint8Array, count: number): { readonly start: number; readonly found: number } {
  let found = 0
  let end = text.length
  while (end > 0 && found < count) {
    const start = text.lastIndexOf(NEWLINE, end - 2) + 1
    if (hasText(text, start, end)) found++
    end = start
  }
  return { start: end, found }
}

function hasText(text: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text[at] !== NEWLINE && !EMPTY.has(text[at]!)) return true
  return false
}
