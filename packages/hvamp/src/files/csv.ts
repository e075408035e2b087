/** Rows as CSV under a header; cells with a comma, a quote or a line break are quoted. */
export function csv(head: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [head, ...rows].map((row) => row.map(cell).join(','))
  return `${lines.join('\n')}\n`
}

function cell(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
