/** Counts further rows of a value. */
export function addRows(rowsOf: Map<string, number>, value: string, rows = 1): void {
  rowsOf.set(value, (rowsOf.get(value) ?? 0) + rows)
}
