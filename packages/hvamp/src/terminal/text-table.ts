import Table from 'cli-table3'
import { printable } from './printable'

/** Rows under headings, columns aligned: texts to the left, all that begins with a digit, a dot or a sign to the right. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = head.map((_, column) => rows.some((row) => /^[-+−<]? ?[.\d]/.test(row[column] ?? '')))
  return aligned(head, rows, numeric)
}

/** What is said of one thing, a name and a value each, both aligned to the left: a value may be long. */
export function factsTable(facts: readonly (readonly string[])[]): string {
  return aligned(['', ''], facts, [false, false])
}

function aligned(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  areRight: readonly boolean[],
): string {
  const made = new Table({
    head: [...head],
    colAligns: areRight.map((right) => (right ? 'right' : 'left')),
    chars: plainChars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  })
  made.push(...rows.map((row) => row.map(printable)))
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/** The same in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => printable(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const plainChars = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
}
