import { createReadStream } from 'node:fs'

/** The lines of a UTF-8 file that ends each of them with a line feed, without it; other separators of lines stay in them. */
export async function* fileLines(path: string): AsyncGenerator<string> {
  let open = ''
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (open + piece).split('\n')
    open = lines.pop()!
    yield* lines
  }
}
