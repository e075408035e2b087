import { fileError } from '../values/file-error'

const NEWLINE = 10

/** The text below its first lines. @throws at its end if it has not as many */
export async function* belowLines(
  chunks: AsyncIterable<Uint8Array>,
  count: number,
  name: string,
): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of chunks) {
    let at = 0
    while (left > 0 && at < chunk.length) {
      const newline = chunk.indexOf(NEWLINE, at)
      at = newline < 0 ? chunk.length : newline + 1
      if (newline >= 0) left--
    }
    if (at < chunk.length) yield at === 0 ? chunk : chunk.subarray(at)
  }
  if (left > 0) throw fileError(name, `lines below the first ${count}`, `${count - left} in all`)
}
