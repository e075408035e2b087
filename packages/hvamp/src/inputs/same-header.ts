import { firstLine, LOOKED_AT } from './files-of-ratings'

const ofLines = /\.(csv|tsv|txt|dat|tab)(\.gz)?$/i // names of files with a line for each row
const isHeader = /^\D*\p{L}\D*$/u

/** Whether files may be parts of one table: not where the first lines of two are different headers. */
export async function haveSameHeader(paths: readonly string[]): Promise<boolean> {
  const lines = await Promise.all(
    paths
      .filter((path) => ofLines.test(path))
      .slice(0, LOOKED_AT)
      .map(firstLine),
  )
  return new Set(lines.filter((line) => isHeader.test(line))).size <= 1
}
