import type { Vocabulary } from '../interactions/vocabulary'
import { quoted, undecided } from '../values/file-error'
import { KEEP } from '../values/missing-ids'
import { ratingWord, wordKind } from '../values/rating-words'

/**
 * Requires that the ids of users, and those of items, are not true and false, or another pair of answers, alone: these are values of a column
 * of another kind.
 *
 * @throws naming them
 */
export function requireNoAnswers(
  { users, items }: Record<'users' | 'items', Pick<Vocabulary, 'size' | 'ids'>>,
  where: string,
): void {
  for (const [role, { size, ids }] of [
    ['item', items],
    ['user', users],
  ] as const) {
    if (size === 0 || size > 2 || !areAnswers(ids())) continue
    const got = `${ids().map(quoted).join(' and ')} alone, which are answers`
    throw undecided(where, `ids of ${role}s`, got, [`columns.${role}`, KEEP])
  }
}

function areAnswers(ids: readonly string[]): boolean {
  const words = ids.map(ratingWord)
  const areBooleans = words.every((word) => word === 'true' || word === 'false')
  return areBooleans || (new Set(words).size === 2 && wordKind(words) === 'answers')
}
