import { isClock } from '../values/clocks'
import { quoted, undecidedBut } from '../values/file-error'
import { isMissing } from '../values/missing-ids'
import { isDate } from '../values/times-in-text'
import { namesIds, plainName } from './column-names'
import { countOf, inSeveral, type ReadColumns, type Rows } from './rows-beside'

/** Nouns of items that may be numbered within a whole, and the names of that: `course_progress` is none. */
const PARTS = new Set(['episode', 'lesson', 'track'])
const WHOLE = /^(?:show|series|season|podcast|album|course)(?:id|name|title|uri)?$/
/** Nouns of items that may be where somebody stopped, or with what they looked. */
const BESIDES = new Set(['bookmark', 'app'])
/** Ids of what that was. */
const CONTENTS = /^(?:content|title|media|asset|programme?|series|clip)id$/
const SMALL = /^\d{1,3}$/
const DECIMAL = /^[+-]?\d*[.,]\d+$/

/**
 * Requires that the noun which names the column of items is not meant in another sense: of times of day, of numbers within an album or a show,
 * of an app or a bookmark beside the id of a title.
 *
 * @param labels names by which the columns were found
 * @throws naming the column that likely has the items
 */
export function requireSenseOfItems(
  header: readonly string[],
  labels: readonly string[],
  { rows, read, where }: { readonly rows: Rows; readonly read: ReadColumns; readonly where: string },
): void {
  const item = read.item!
  if (namesIds(labels[item]!, 'item')) return
  const noun = plainName(labels[item]!)
  const present = rows.filter((row) => !isMissing(row[item] ?? ''))
  const cells = present.map((row) => row[item]!)
  const others = [...labels.keys()].filter((column) => column !== item && column !== read.user)
  const first = (fits: (name: string) => boolean) => others.find((column) => fits(labels[column]!))
  const isWhole = (column: number) =>
    mayBeWhole(
      labels[column]!,
      present.map((row) => row[column] ?? ''),
    ) && 2 * inSeveral(present, item, column) >= countOf(present, item)
  if (cells.length > 0 && cells.every(isClock)) {
    throw asked(
      'times of day',
      first((name) => plainName(name) === 'title'),
    )
  }
  const areSmall = PARTS.has(noun) && cells.every((cell) => SMALL.test(cell))
  const unread = others.filter((column) => !Object.values(read).includes(column))
  const whole = areSmall ? unread.find(isWhole) : undefined
  if (whole !== undefined) throw asked(`numbers within each ${quoted(header[whole]!)}`, whole)
  const content = BESIDES.has(noun) ? first((name) => CONTENTS.test(plainName(name))) : undefined
  if (content !== undefined) throw asked(`values beside ${quoted(header[content]!)}`, content)

  function asked(what: string, likely: number | undefined): Error {
    const option = 'columns.item'
    return undecidedBut(where, 'ids of items', `${what} as ${quoted(header[item]!)}`, {
      options: [option],
      likely: likely === undefined ? {} : { [option]: header[likely]! },
    })
  }
}

/** Whether a column says in what items are numbered, which dates, decimals and the seasons of a year do not. */
function mayBeWhole(name: string, cells: readonly string[]): boolean {
  const plain = plainName(name)
  if (!WHOLE.test(plain)) return false
  const known = cells.filter((cell) => !isMissing(cell))
  if (plain === 'season') return known.every((cell) => SMALL.test(cell))
  return !known.every((cell) => DECIMAL.test(cell) || isDate(cell))
}
