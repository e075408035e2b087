import { copiedBytes } from '../values/copied-bytes'
import { concatBytes } from './byte-source'

const NEWLINE = 10
const RETURN = 13
const LOOKED_AT = 1 << 16 // bytes

/**
 * The text, whose lines may end with a carriage return alone, as those that Excel of a Mac writes: then with a newline in its
 * place. Judged by its first 64 KiB.
 */
export async function* withNewlines(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const head: Uint8Array[] = []
  let length = 0
  while (length < LOOKED_AT && !head.at(-1)?.includes(NEWLINE)) {
    const { done, value } = await chunks.next()
    if (done) break
    head.push(copiedBytes(value))
    length += value.length
  }
  const start = concatBytes(head)
  const isOfReturns = !start.includes(NEWLINE) && start.includes(RETURN)
  if (start.length > 0) yield isOfReturns ? replaced(start) : start
  if (!isOfReturns) return yield* chunks
  for await (const chunk of chunks) yield replaced(copiedBytes(chunk))
}

function replaced(bytes: Uint8Array): Uint8Array {
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) bytes[at] = NEWLINE
  return bytes
}
