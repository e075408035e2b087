import { isMissing } from '../values/missing-ids'
import { numberIn } from '../values/numbers-in-text'
import { VERDICTS } from '../values/rating-words'
import { lastKey, saysNoOpinion, wordsOf } from '../values/words-of-ratings'
import { plainName } from './column-names'
import { rejects } from './rejecting-name'

const ENOUGH_OF_TWO = 1000 // rows of two values, after which a third one comes too late to be looked for
const MOST = 50 // columns
const ENOUGH = 5 // rows that repeat a user or an item, to tell whether a value is theirs
const FEWEST_OWNERS = 1000 // for which there is room from the first one on
const PAIRS: readonly (readonly string[])[] = [['0', '1'], ['-1', '1'], ...VERDICTS]
const LONGEST = 16 // characters of one
const SPELLINGS = 32 // of the values of a column, such as True, true and 1.0
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

/** Looks at rows for a column of verdicts. */
export interface VerdictFinder {
  /** Numbers of the columns that may have some, so far: those that are not read, but flags, and columns without a name. */
  readonly columns: readonly number[]
  /** Whether further rows can show more. */
  readonly isOpen: boolean
  /**
   * @param cellOf the cell of a column that is not read
   * @param user number of the row's user
   * @param item number of the row's item
   */
  add(cellOf: (column: number) => unknown, user: number, item: number): void
  /** Number of the first column of verdicts; undefined if there is none. */
  readonly column: number | undefined
}

interface Candidate {
  readonly column: number
  /** Which of its values a cell has, as a number from 1; 0 for a missing one. */
  readonly numbers: Map<unknown, number>
  readonly values: string[]
  /** Rows since there are two. */
  rowsOfTwo: number
  readonly ofUsers: Owned
  readonly ofItems: Owned
}

/**
 * Finds the column, of those that are not read, which has the two values of a verdict, such as 0 and 1 or positive and negative, whatever
 * its name; none that belongs to the user or to the item alone, and no flag such as `is_gift`. The second value may come late, as in a
 * file sorted by it, so a column is looked at until its values surely are a verdict's, or are not.
 *
 * @param read numbers of the columns that are read
 */
export function verdictFinder(
  names: readonly string[],
  read: readonly (number | undefined)[],
): VerdictFinder {
  let candidates: readonly Candidate[] = [...names.entries()]
    .filter(([column, name]) => name !== '' && !read.includes(column) && mayBeVerdict(name))
    .toSorted(([, a], [, b]) => Number(rejects(a)) - Number(rejects(b)))
    .slice(0, MOST)
    .map(([column]) => ({
      ...{ column, numbers: new Map(), values: [], rowsOfTwo: 0 },
      ...{ ofUsers: owned(), ofItems: owned() },
    }))
  const others = new Set<Candidate>() // whose values are no verdict's
  let found: number | undefined

  return {
    get columns() {
      return candidates.map(({ column }) => column)
    },
    get isOpen() {
      return found === undefined && candidates.length > 0
    },
    add(cellOf, user, item) {
      for (const candidate of candidates) {
        const number = numberOf(cellOf(candidate.column), candidate)
        if (number === undefined) others.add(candidate)
        else if (number > 0) {
          candidate.ofUsers.add(user, number)
          candidate.ofItems.add(item, number)
          if (candidate.values.length === 2) candidate.rowsOfTwo++
        }
      }
      if (others.size > 0) {
        candidates = candidates.filter((candidate) => !others.has(candidate))
        others.clear()
      }
      found ??= candidates.find(
        ({ rowsOfTwo, ofUsers, ofItems }) => rowsOfTwo >= ENOUGH_OF_TWO && !ofUsers.isOne && !ofItems.isOne,
      )?.column
    },
    get column() {
      if (found !== undefined) return found
      return candidates.find(
        ({ values, ofUsers, ofItems }) => values.length === 2 && !ofUsers.areSure && !ofItems.areSure,
      )?.column
    },
  }
}

/** The number of a cell's value in its column; undefined for one that makes the values no verdict's. */
function numberOf(cell: unknown, { numbers, values }: Candidate): number | undefined {
  const known = numbers.get(cell)
  if (known !== undefined) return known
  const value = valueIn(cell)
  if (value !== '' && !values.includes(value)) {
    if (!PAIRS.some((pair) => [...values, value].every((each) => pair.includes(each)))) return undefined
    values.push(value)
  }
  const number = values.indexOf(value) + 1
  if (numbers.size < SPELLINGS) numbers.set(cell, number)
  return number
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
  add(owner: number, value: number): void
  /** Whether each owner has one value in all rows. */
  readonly isOne: boolean
  /** Whether that is so, and enough rows repeat an owner. */
  readonly areSure: boolean
}

function owned(): Owned {
  let values = new Uint8Array(0) // by their owners, 0 where there is none yet
  let again = 0
  let isOne = true
  return {
    add(owner, value) {
      if (!isOne) return
      if (owner >= values.length) {
        const more = new Uint8Array(2 * owner + FEWEST_OWNERS)
        more.set(values)
        values = more
      }
      if (values[owner] === 0) values[owner] = value
      else if (values[owner] === value) again++
      else isOne = false
    },
    get isOne() {
      return isOne
    },
    get areSure() {
      return isOne && again >= ENOUGH
    },
  }
}

function mayBeVerdict(name: string): boolean {
  const words = wordsOf(name)
  return (
    !saysNoOpinion(wordsOf(lastKey(name))) &&
    !words.some((word) => FLAGS.has(word)) &&
    !FLAG_NAMES.has(plainName(name))
  )
}
