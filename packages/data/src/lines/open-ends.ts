/**
 * Which rows of a table end with a mark, behind which is nothing: all with the header (`all`), or all but the header (`rows`), which then
 * has one field less.
 *
 * Where the first fields count the rows, they may be names of rows, as R and pandas write them below a header without a name for these:
 * then the last column is the empty one, and each field stands under the name before its own. That is neither.
 */
export function openEnds([header, ...rows]: readonly (readonly string[])[]): 'all' | 'rows' | undefined {
  const width = rows[0]?.length ?? 0
  if (width < 2 || !rows.every((row) => row.length === width && row[width - 1] === '')) return undefined
  if (header!.length === width) return header![width - 1] === '' ? 'all' : undefined
  const start = Number(rows[0]![0])
  const areCounted = rows.every(([cell], row) => Number(cell) === start + row)
  return header!.length === width - 1 && !areCounted ? 'rows' : undefined
}

/** What is expected of a further row of such a table. */
export function openRow(fields: number): string {
  return `${fields} fields, the last of them empty, as in the rows above`
}
