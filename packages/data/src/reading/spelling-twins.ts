import type { Vocabulary } from '../interactions/vocabulary'
import { quoted, undecided } from '../values/file-error'
import { KEEP } from '../values/missing-ids'
import { type Difference, otherSpellings } from './other-spellings'

const ALIKE: Readonly<Record<Difference, string>> = {
  decimals: 'without decimals',
  zeros: 'with the same zeros in front',
  marks: 'without marks of thousands',
  guid: 'in small letters and without braces',
  'check digit': 'with the X of an ISBN as a capital',
  hyphens: 'without the hyphens of an ISBN',
  accents: 'with its accents in one form of Unicode, such as NFC',
  unseen: 'without characters that nothing shows',
  digits: 'in the digits 0 to 9',
  capitals: 'in small letters',
  quantity: 'without how many there are',
}
const MOST_OTHERS = 100_000 // spellings that are kept, each of an id that does not have it

/** Two ids of a vocabulary that stand for one. */
interface Twins {
  readonly short: string
  readonly long: string
  readonly by: Difference
  /** How many ids have such a twin. */
  readonly count: number
}

/**
 * Requires that no id is written in two ways: `7` and `7.0`, as pandas does where a part of a column has gaps, `7` and `007`, as a
 * spreadsheet does that lost the zeros of one part, a GUID or an e-mail address in small letters and in capitals, an ISBN with x and with X, or with hyphens and without, `é` as one character and as two, with a mark of direction and without, `٥` and `5`, `1× Cap` and `2× Cap`.
 *
 * @throws naming the first two
 */
export function requireOneSpelling(
  role: 'user' | 'item',
  ids: Pick<Vocabulary, 'texts' | 'has'>,
  where: string,
): void {
  const twins = twinsIn(ids)
  if (twins === undefined) return
  const { short, long, by, count } = twins
  const further = count === 1 ? '' : ` and ${count - 1} more such pairs`
  const got = `${quoted(short)} and ${quoted(long)}${further}; write each id ${ALIKE[by]}, or keep both as different ids`
  throw undecided(where, `one way of writing a${role === 'item' ? 'n' : ''} ${role} id`, got, [KEEP])
}

function twinsIn(ids: Pick<Vocabulary, 'texts' | 'has'>): Twins | undefined {
  const others = new Map<string, string>()
  let first: Omit<Twins, 'count'> | undefined
  let count = 0
  for (const long of ids.texts()) {
    for (const { id, by } of otherSpellings(long)) {
      const short = ids.has(id) ? id : others.get(id)
      if (short !== undefined) {
        first ??= { short, long, by }
        count++
        break
      }
      if (others.size < MOST_OTHERS) others.set(id, long)
    }
  }
  return first && { ...first, count }
}
