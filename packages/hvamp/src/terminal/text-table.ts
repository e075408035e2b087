import stringWidth from 'string-width'
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

/** In time that grows with the rows: there may be a million of them. */
function aligned(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  areRight: readonly boolean[],
): string {
  const hasHead = head.some((title) => title !== '')
  const lines = [...(hasHead ? [head] : []), ...rows].map((cells) =>
    cells.map((cell) => {
      const text = printable(cell)
      return { text, width: widthOf(text) }
    }),
  )
  const widths = head.map((_, column) =>
    lines.reduce((widest, cells) => Math.max(widest, cells[column]?.width ?? 0), 0),
  )
  return lines
    .map((cells) =>
      cells
        .map(({ text, width }, column) => {
          const space = ' '.repeat(widths[column]! - width)
          return areRight[column] ? space + text : text + space
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Columns that it takes on a terminal. */
function widthOf(text: string): number {
  return isAscii.test(text) ? text.length : stringWidth(text)
}

const isAscii = /^[\x20-\x7e]*$/

/** The same in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => printable(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
