/**
 * Rows as CSV under a header; cells with a comma, a quote or a line break are quoted.
 *
 * @param options.spreadsheetSafe whether texts that a spreadsheet would take for a formula get an apostrophe in front
 */
export function csv(
  head: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
  { spreadsheetSafe = false }: { readonly spreadsheetSafe?: boolean } = {},
): string {
  const lines = [head, ...rows].map((row) => csvLine(row, { spreadsheetSafe }))
  return `${lines.join('\n')}\n`
}

/** One row of it, without its line end. */
export function csvLine(
  row: readonly (string | number)[],
  { spreadsheetSafe = false }: { readonly spreadsheetSafe?: boolean } = {},
): string {
  return row.map((value) => cell(value, spreadsheetSafe)).join(',')
}

/** A formula with apostrophes already in front gets one more, so that two texts never become one. */
function cell(value: string | number, spreadsheetSafe: boolean): string {
  const isFormula = spreadsheetSafe && typeof value === 'string' && /^'*[=+\-@\t\r]/.test(value)
  const text = isFormula ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
