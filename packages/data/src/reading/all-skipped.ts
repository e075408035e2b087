import { undecided } from '../values/file-error'
import type { SkippedRows } from './reading'

const COLUMNS: Partial<Record<SkippedRows['reason'], string>> = {
  'no user': 'columns.user',
  'no item': 'columns.item',
  'no rating': 'columns.rating',
  'no timestamp': 'columns.timestamp',
}

/**
 * The error of a file of which no row is left, as all lack a value: how many lack which, and the column that may be another one;
 * undefined where no row lacks one.
 *
 * @param unit in which places are counted
 */
export function allSkipped(
  name: string,
  counts: readonly SkippedRows[],
  unit: 'line' | 'row',
): Error | undefined {
  const lacking = counts.filter(({ reason }) => COLUMNS[reason] !== undefined)
  if (lacking.length === 0) return undefined
  const got = lacking.map(
    ({ reason, rows, first }) =>
      `${rows} ${rows === 1 ? 'row' : 'rows'} with ${reason} (the first in ${unit} ${first})`,
  )
  return undecided(
    name,
    'a row with all that is read',
    `${got.join(', ')}, all of which were skipped`,
    lacking.map(({ reason }) => COLUMNS[reason]!),
  )
}
