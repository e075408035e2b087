import type { Ids } from '../interactions/interactions'
import type { Vocabulary } from '../interactions/vocabulary'
import { quoted, undecided } from '../values/file-error'
import { KEEP, type MissingChoice } from '../values/missing-ids'

const SEPARATORS = [',', ';', '|', '\n']
/** Those that ids have, too: their parts must look like ids. */
const WEAK_SEPARATORS = [' ', '/', '+']
const SAMPLE = 2000 // different ids
const FEWEST = 8 // lists that are no chance
const SHARE_OF_IDS = 0.25
const SHARE_OF_FIRST = 0.3
const SHARE_OF_NUMBERED = 0.9 // of the parts

/**
 * Requires that ids of users and of items are no lists of ids, such as the products of an order in one cell.
 *
 * Lists differ in length, and what one begins with stands further on in another: `A-1,B-2`, `C-3,A-1,B-2`, `B-2`. A title with a comma,
 * or an id of two parts, has parts that keep their places. Between spaces, `/` and `+` nearly all parts must have digits, too: words of
 * titles have none.
 *
 * @throws if many of the first ids are such lists, unless they are kept
 */
export function requireSingleIds(
  { users, items }: Record<'users' | 'items', Pick<Vocabulary, 'ids'>>,
  where: string,
  missing: MissingChoice = 'refuse',
): void {
  if (missing === 'keep') return
  requireSingle(items.ids(SAMPLE), 'item', where)
  requireSingle(users.ids(SAMPLE), 'user', where)
}

function requireSingle(sample: Ids, role: 'user' | 'item', where: string): void {
  for (const separator of [...SEPARATORS, ...WEAK_SEPARATORS]) {
    const lists = sample.filter((id) => id.includes(separator))
    if (lists.length < Math.max(FEWEST, SHARE_OF_IDS * sample.length)) continue
    const isWeak = WEAK_SEPARATORS.includes(separator)
    const parts = lists.map((list) => list.split(separator).map((part) => part.trim()))
    const areOfOneLength = parts.every(({ length }) => length === parts[0]!.length)
    if (areOfOneLength && (isWeak || lists.length === sample.length)) continue
    if (!areMixed(parts) || (isWeak && !areNumbered(parts.flat()))) continue
    const between = separator === '\n' ? 'line ends' : `'${separator}'`
    const got = `lists with ${between} in ${lists.length} of the first ${sample.length} different cells, such as ${quoted(lists[0]!)}; write a row for each ${role}, or keep each list as an id`
    throw undecided(where, `one ${role} in each row`, got, [KEEP])
  }
}

/** Whether first parts stand further on in other lists. */
function areMixed(lists: readonly (readonly string[])[]): boolean {
  const first = new Set(lists.map(([part]) => part!).filter((part) => part !== ''))
  const further = new Set(lists.flatMap((parts) => parts.slice(1)))
  const both = [...first].filter((part) => further.has(part))
  return both.length >= Math.max(FEWEST / 2, SHARE_OF_FIRST * first.size)
}

function areNumbered(parts: readonly string[]): boolean {
  return parts.filter((part) => /\d/.test(part)).length >= SHARE_OF_NUMBERED * parts.length
}
