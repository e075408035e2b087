import { ratingOfWord } from '../values/rating-words'
import { lastKey } from '../values/words-of-ratings'
import { isQuantityName } from './quantity-names'
import { rejects } from './rejecting-name'
import { undoneTest } from './undone-names'
import { saysTaken } from './verdict-names'

const MOST_ALIKE = 100 // columns in all where names say nothing, or that differ in digits alone
const MOST = 1000 // in all, as many as keys of objects
const OF_OTHERS = ''

/**
 * The group of a column among those that are looked at: that of a name which speaks of quantities, states, events or verdicts is its own,
 * whatever digits it has; all others are of one.
 */
export function lookedGroup(name: string): string {
  return isTelling(name) ? name.replace(/\p{N}+/gu, '0') : OF_OTHERS
}

/**
 * Whether one more column of a group is looked at: one whose name tells that it matters also behind hundreds of others, unless hundreds
 * differ in digits alone, which are ids.
 *
 * @param looked groups of those that are
 */
export function hasRoom(group: string, looked: readonly string[]): boolean {
  if (group === OF_OTHERS) return looked.length < MOST_ALIKE
  const alike = looked.filter((each) => each === group).length
  return alike < MOST_ALIKE && looked.length < MOST
}

/** Those of the columns that are looked at, of which the first have room first. */
export function withRoom<Column>(
  columns: readonly Column[],
  nameOf: (column: Column) => string,
): readonly Column[] {
  const looked: string[] = []
  const kept: Column[] = []
  for (const column of columns) {
    const group = lookedGroup(nameOf(column))
    if (!hasRoom(group, looked)) continue
    looked.push(group)
    kept.push(column)
  }
  return kept
}

function isTelling(name: string): boolean {
  const key = lastKey(name)
  const isVerdict = rejects(key) || saysTaken(key) || ratingOfWord(key) !== undefined
  return isVerdict || isQuantityName(key) || undoneTest(name) !== undefined
}
