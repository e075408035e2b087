import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { quoted, undecided } from '../values/file-error'
import { KEEP, type MissingChoice } from '../values/missing-ids'

/**
 * Requires that no id is written in two ways, as pandas does where a part of a column has gaps: `7` and `7.0`.
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
    const twins = vocabulary.decimalTwins()
    if (twins === undefined) continue
    const { integer, decimal, count } = twins
    const further = count === 1 ? '' : ` and ${count - 1} more such pairs`
    const got = `${quoted(integer)} and ${quoted(decimal)}${further}; write each id without decimals, or keep both as different ids`
    throw undecided(where, `one way of writing a${role === 'item' ? 'n' : ''} ${role} id`, got, [KEEP])
  }
}
