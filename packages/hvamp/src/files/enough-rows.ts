import { createReadStream } from 'node:fs'
import type { RowCounts } from '@hvamp/databases'
import { badInput } from '../process/bad-input'
import { exists } from './folders'

/** Options about the number of rows of a result. */
export interface SizeSettings {
  readonly atLeastRows?: number
}

/**
 * Refuses a result of fewer rows than `--at-least-rows`, without it one of fewer than half of those that it replaces, or of none.
 *
 * @param options.place what the rows go to, under the option that names it
 * @throws bad input
 */
export function requireEnoughRows(
  { written, before }: RowCounts,
  {
    place,
    settings: { atLeastRows },
    emptyBecause = 'the lists are empty',
  }: { place: string; settings: SizeSettings; emptyBecause?: string | undefined },
): void {
  const least = atLeastRows ?? Math.max(1, Math.ceil(before / 2))
  if (written >= least) return
  const reason = written === 0 ? `, for ${emptyBecause}` : ''
  const got = `got ${written}${reason}; nothing is replaced`
  if (atLeastRows !== undefined) {
    throw badInput(`${place}: must get at least ${rowsText(least)} (--at-least-rows), ${got}`)
  }
  const rule = before === 0 ? 'a row' : `half of the ${rowsText(before)} that it has`
  throw badInput(`${place}: must get at least ${rule}, ${got} (--at-least-rows ${written} lets it through)`)
}

/** Rows of a CSV file of lists that is to be replaced, whatever its columns: 0 if it is not there. */
export async function rowsReplaced(path: string): Promise<number> {
  if (!(await exists(path))) return 0
  let lines = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
  }
  return Math.max(0, lines - 1)
}

const rowsText = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`
