import { type Reading, shortestDecimal } from '@hvamp/data'
import { grouped } from '../terminal/format'

/** That one rating far beyond all others may stand for none, in a line; undefined where there is none. */
export function apartLine(
  path: string,
  { format, apart }: Pick<Reading, 'format' | 'apart'>,
): string | undefined {
  if (!apart) return undefined
  const others = [apart.lowest, apart.highest].map(shortestDecimal).join(' to ')
  const where = apart.value > apart.highest ? 'far above' : apart.value === -1 ? 'below' : 'far below'
  const wayOut = format === 'rows' ? 'a --query with WHERE leaves them out' : 'leave these rows out before'
  return `${path}: ${grouped(apart.count)} of ${grouped(apart.of)} ratings are ${shortestDecimal(apart.value)}, ${where} the others (${others}): if it stands for no rating, ${wayOut}`
}
