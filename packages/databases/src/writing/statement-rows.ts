import { textOf, type WrittenRow } from './table-definition'

/** Of one statement: below the least `max_allowed_packet` that servers have by default, 4 MiB. */
const mostBytes = 4e6
const aroundCell = 4 // quotes, a comma, a space

/** Rows as text, as many at a time as one statement of MySQL takes; a longer row goes alone. */
export function* statementRows(rows: readonly WrittenRow[]): Generator<(string | null)[][]> {
  let some: (string | null)[][] = []
  let bytes = 0
  for (const row of rows) {
    const texts = row.map(textOf)
    const more = bytesOf(texts)
    if (some.length > 0 && bytes + more > mostBytes) {
      yield some
      some = []
      bytes = 0
    }
    some.push(texts)
    bytes += more
  }
  if (some.length > 0) yield some
}

function bytesOf(texts: readonly (string | null)[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? 'NULL') + aroundCell, aroundCell)
}
