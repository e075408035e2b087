import type { Ids } from '../interactions/interactions'
import { quoted, undecided } from './file-error'
import { KEEP, type MissingChoice } from './missing-ids'

const SEPARATORS = [',', ';', '|']
const SAMPLE = 2000 // different ids
const FEWEST = 8 // lists that are no chance
const SHARE_OF_IDS = 0.25
const SHARE_OF_FIRST = 0.3

/**
 * Requires that ids of items are no lists of ids, such as the products of an order in one cell.
 *
 * Lists differ in length, and what one begins with stands further on in another: `A-1,B-2`, `C-3,A-1,B-2`, `B-2`. A title with a comma,
 * or an id of two parts, has parts that keep their places.
 *
 * @param ids each once
 * @throws if many of the first ids are such lists, unless they are kept
 */
export function requireSingleItems(ids: Ids, where: string, missing: MissingChoice = 'refuse'): void {
  if (missing === 'keep') return
  const sample = ids.slice(0, SAMPLE)
  for (const separator of SEPARATORS) {
    const lists = sample.filter((id) => id.includes(separator))
    if (lists.length < Math.max(FEWEST, SHARE_OF_IDS * sample.length)) continue
    const parts = lists.map((list) => list.split(separator).map((part) => part.trim()))
    const areOfOneLength =
      lists.length === sample.length && parts.every(({ length }) => length === parts[0]!.length)
    if (areOfOneLength || !areMixed(parts)) continue
    const got = `lists with '${separator}' in ${lists.length} of the first ${sample.length} different cells, such as ${quoted(lists[0]!)}; write a row for each item, or keep each list as an id`
    throw undecided(where, 'one item in each row', got, [KEEP])
  }
}

/** Whether first parts stand further on in other lists. */
function areMixed(lists: readonly (readonly string[])[]): boolean {
  const first = new Set(lists.map(([part]) => part!).filter((part) => part !== ''))
  const further = new Set(lists.flatMap((parts) => parts.slice(1)))
  const both = [...first].filter((part) => further.has(part))
  return both.length >= Math.max(FEWEST / 2, SHARE_OF_FIRST * first.size)
}
