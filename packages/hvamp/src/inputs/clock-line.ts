import type { Reading } from '@hvamp/data'

/** That times are days whose clocks stand in a column that is not read, in a line; undefined where none does. */
export function clockLine(
  path: string,
  { columns, clock }: Pick<Reading, 'columns' | 'clock'>,
): string | undefined {
  const days = columns?.timestamp
  if (clock === undefined || days === undefined) return undefined
  const query =
    typeof days === 'string' && typeof clock === 'string'
      ? `, as concat_ws(' ', ${identifier(days)}, ${identifier(clock)}) does in a query of DuckDB`
      : ''
  return `${path}: times are the days of ${nameOf(days)}, without the clocks of ${nameOf(clock)}, so that all rows of a day have one time: write both in one column${query}`
}

const nameOf = (column: string | number) => (typeof column === 'number' ? `column ${column}` : `'${column}'`)
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`
