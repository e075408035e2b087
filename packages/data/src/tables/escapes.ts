/** Cells of a column with what databases write for a tab, a line end or a backslash within a text: `The River\tA4`. */
export interface EscapedCells {
  /** Its name. */
  readonly column: string
  readonly cells: number
  /** The first of them, as it stands. */
  readonly first: string
}

const MEANT: Readonly<Record<string, string>> = {
  ...{ '0': '\0', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' },
}
const ESCAPES = /\\([0bfnrtv\\])/g
const ONLY_ESCAPES = /^(?:[^\\]|\\[0bfnrtv\\])*$/

/** A text as it was before `mysql --batch` or PostgreSQL's `COPY` wrote it; what is no escape stays. */
export function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(ESCAPES, (_, mark: string) => MEANT[mark]!) : text
}

/** The columns with such cells, of a table whose backslashes are all of escapes; none where one is not, as in `C:\Users`. */
export function escapedCells(columns: ReadonlyMap<string, readonly unknown[]>): EscapedCells[] {
  const found: EscapedCells[] = []
  for (const [column, all] of columns) {
    const cells = all.filter(
      (cell): cell is string => typeof cell === 'string' && cell.includes('\\') && cell !== '\\N',
    )
    if (!cells.every((cell) => ONLY_ESCAPES.test(cell))) return []
    if (cells.length > 0) found.push({ column, cells: cells.length, first: cells[0]! })
  }
  return found
}
