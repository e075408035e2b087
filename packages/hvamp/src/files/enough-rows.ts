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

/** Rows of a CSV file that is to be replaced: 0 if it is not there, or has another header. */
export async function rowsReplaced(path: string, header: string): Promise<number> {
  if (!(await exists(path))) return 0
  const wanted = Buffer.from(header)
  let start = Buffer.alloc(0)
  let lines = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    if (start.length < wanted.length) start = Buffer.concat([start, piece.subarray(0, wanted.length)])
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
  }
  return start.subarray(0, wanted.length).equals(wanted) ? lines - 1 : 0
}

const rowsText = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`
