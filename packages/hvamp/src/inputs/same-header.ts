import { createReadStream } from 'node:fs'
import { constants, createGunzip } from 'node:zlib'

const compared = 20 // files whose first lines are read
const most = 1 << 16 // bytes of a file that a first line is looked for in
const ofLines = /\.(csv|tsv|txt|dat|tab)(\.gz)?$/i // names of files with a line for each row
const isHeader = /^\D*\p{L}\D*$/u

/** Whether files may be parts of one table: not where the first lines of two are different headers. */
export async function haveSameHeader(paths: readonly string[]): Promise<boolean> {
  const lines = await Promise.all(
    paths
      .filter((path) => ofLines.test(path))
      .slice(0, compared)
      .map(firstLine),
  )
  return new Set(lines.filter((line) => isHeader.test(line))).size <= 1
}

/** The first line of a file, or its beginning; '' if it cannot be read. */
async function firstLine(path: string): Promise<string> {
  const file = createReadStream(path, { end: most - 1 })
  const isPacked = /\.gz$/i.test(path)
  const text = isPacked ? file.pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })) : file
  try {
    for await (const piece of text) return String(piece).split(/\r?\n/, 1)[0]!
  } catch {
    // its own reading says what is wrong with it
  }
  return ''
}
