import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { quoted, undecided } from '../values/file-error'
import { KEEP, type MissingChoice } from '../values/missing-ids'

const ALIKE = { decimals: 'without decimals', zeros: 'with the same zeros in front' } as const

/**
 * Requires that no id is written in two ways: `7` and `7.0`, as pandas does where a part of a column has gaps, or `7` and `007`, as a
 * spreadsheet does that lost the zeros of one part.
 *
 * @throws naming the first two, unless ids are kept as they are written
 */
export function requireOneSpelling(
  { users, items }: Pick<InteractionsBuilder, 'users' | 'items'>,
  where: string,
  missing: MissingChoice = 'refuse',
): void {
  if (missing === 'keep') return
  for (const [role, vocabulary] of [
    ['user', users],
    ['item', items],
  ] as const) {
    const twins = vocabulary.spellingTwins()
    if (twins === undefined) continue
    const { short, long, by, count } = twins
    const further = count === 1 ? '' : ` and ${count - 1} more such pairs`
    const got = `${quoted(short)} and ${quoted(long)}${further}; write each id ${ALIKE[by]}, or keep both as different ids`
    throw undecided(where, `one way of writing a${role === 'item' ? 'n' : ''} ${role} id`, got, [KEEP])
  }
}
