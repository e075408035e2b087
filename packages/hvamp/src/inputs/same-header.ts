import { firstLine, LOOKED_AT } from './files-of-ratings'

const ofLines = /\.(csv|tsv|txt|dat|tab)(\.gz)?$/i // names of files with a line for each row
const isHeader = /^\D*\p{L}\D*$/u

const mostNames = 0.8 // more of the names of a header has one with a column fewer

/**
 * Whether files may be parts of one table: not where the first lines of two are headers with other names. The order of the columns may differ, and
 * one that a longer header has may be missing.
 */
export async function haveSameHeader(paths: readonly string[]): Promise<boolean> {
  const lines = await Promise.all(
    paths
      .filter((path) => ofLines.test(path))
      .slice(0, LOOKED_AT)
      .map(firstLine),
  )
  const headers = [...new Set(lines.filter((line) => isHeader.test(line)))].map(namesIn)
  const longest = headers.reduce((one, other) => (other.size > one.size ? other : one), new Set<string>())
  return headers.every(
    (names) =>
      [...names].every((name) => longest.has(name)) &&
      (names.size === longest.size || names.size > mostNames * longest.size),
  )
}

function namesIn(header: string): ReadonlySet<string> {
  return new Set(header.split(/[,;\t|]/).map((name) => name.trim().replace(/^"(.*)"$/, '$1')))
}
