import { isMissing } from '../values/missing-ids'
import { numberIn } from '../values/numbers-in-text'
import { VERDICTS } from '../values/rating-words'
import { saysNoOpinion, wordsOf } from '../values/words-of-ratings'
import { plainName } from './column-names'

const FIRST = 1000 // rows that are looked at
const MOST = 50 // columns
const ENOUGH = 5 // rows that repeat a user or an item, to tell whether a value is theirs
const PAIRS: readonly (readonly string[])[] = [['0', '1'], ['-1', '1'], ...VERDICTS]
const LONGEST = 16 // characters of one
/** Words in names of flags that are no verdicts, though they have their values. */
const FLAGS = new Set([
  ...['verified', 'gift', 'gifted', 'mobile', 'weekend', 'holiday', 'vine', 'new', 'premium', 'member'],
  ...['gender', 'sex', 'male', 'female', 'discount', 'discounted', 'coupon', 'train', 'test', 'validation'],
])
const FLAG_NAMES = new Set([
  'newcustomer',
  'isgift',
  'isfemale',
  'ismale',
  'ismobile',
  'isweekend',
  'isverified',
])

/** Looks at the first rows for a column of verdicts. */
export interface VerdictFinder {
  /** Numbers of the columns that may have some: all of them that are not read, but flags, and columns without a name. */
  readonly columns: readonly number[]
  /** Whether rows are still looked at. */
  readonly isOpen: boolean
  /**
   * @param cellOf the cell of a column that is not read
   * @param user the row's user: an id, or its number
   * @param item the row's item in the same way
   */
  add(cellOf: (column: number) => unknown, user: unknown, item: unknown): void
  /** Number of the first column of verdicts; undefined if there is none. */
  readonly column: number | undefined
}

interface Candidate {
  readonly column: number
  readonly values: Set<string>
  readonly ofUsers: Owned
  readonly ofItems: Owned
}

/**
 * Finds the column, of those that are not read, which has the two values of a verdict in the first rows, such as 0 and 1 or positive and
 * negative, whatever its name; none that belongs to the user or to the item alone, and no flag such as `is_gift`.
 *
 * @param read numbers of the columns that are read
 */
export function verdictFinder(
  names: readonly string[],
  read: readonly (number | undefined)[],
): VerdictFinder {
  let candidates: readonly Candidate[] = [...names.entries()]
    .filter(([column, name]) => name !== '' && !read.includes(column) && mayBeVerdict(name))
    .slice(0, MOST)
    .map(([column]) => ({ column, values: new Set<string>(), ofUsers: owned(), ofItems: owned() }))
  const columns = candidates.map(({ column }) => column)
  let rows = 0
  return {
    columns,
    get isOpen() {
      return rows < FIRST && candidates.length > 0
    },
    add(cellOf, user, item) {
      rows++
      candidates = candidates.filter(({ column, values, ofUsers, ofItems }) => {
        const value = valueIn(cellOf(column))
        if (value === '') return true
        values.add(value)
        ofUsers.add(user, value)
        ofItems.add(item, value)
        return PAIRS.some((pair) => [...values].every((each) => pair.includes(each)))
      })
    },
    get column() {
      return candidates.find(
        ({ values, ofUsers, ofItems }) => values.size === 2 && !ofUsers.areSure && !ofItems.areSure,
      )?.column
    },
  }
}

/** The value of a cell, in lower case; '' for one that is missing. */
function valueIn(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  const text = String(cell).trim()
  if (isMissing(text)) return ''
  if (text.length > LONGEST) return text
  const number = numberIn(text)
  return Number.isNaN(number) ? text.toLowerCase() : String(number)
}

interface Owned {
  add(owner: unknown, value: string): void
  /** Whether each owner has one value in all rows, of which enough repeat one. */
  readonly areSure: boolean
}

function owned(): Owned {
  const own = new Map<unknown, string>()
  let rows = 0
  let isOne = true
  return {
    add(owner, value) {
      rows++
      const known = own.get(owner)
      if (known === undefined) own.set(owner, value)
      else isOne &&= known === value
    },
    get areSure() {
      return isOne && rows - own.size >= ENOUGH
    },
  }
}

function mayBeVerdict(name: string): boolean {
  const words = wordsOf(name)
  return !saysNoOpinion(words) && !words.some((word) => FLAGS.has(word)) && !FLAG_NAMES.has(plainName(name))
}
