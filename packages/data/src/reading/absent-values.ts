import type { ColumnRole } from '../columns/column-names'
import { isClock, whyNoTime } from '../values/clocks'
import { isOrdered, mayBeginWithYear, orderedTime } from '../values/date-order'
import { elseDo, fileError, quoted, undecided, undecidedBut } from '../values/file-error'
import {
  alteration,
  EXACT_NUMBER,
  INVISIBLE_CHARACTER,
  isList,
  isMissing,
  KEEP,
  KEEP_IDS,
  LOST_CHARACTER,
  ROUNDED_NUMBER,
  skipsRows,
} from '../values/missing-ids'
import { numberIn } from '../values/numbers-in-text'
import { isRounded } from '../values/times-in-text'
import { whyNoDay } from '../values/times-of-none'
import { isTotal } from '../values/totals'
import { dividedInBrackets } from './lists-in-cells'
import type { RowOptions } from './reading'

const EXPECTED = {
  'no user': 'a user id',
  'no item': 'an item id',
  'no rating': 'a finite number as rating',
  'no timestamp': 'a number or a date (2026-12-31 or 31.12.2026) as timestamp',
} as const

/** The option that reads a file without ratings. */
export const NO_RATINGS = 'ratings: false'

/** The option by which the first row has names. */
const HEADER = 'header: true'

/** What to do with dates such as 21/01/24 that are of 2021. */
const YEARS_IN_FULL = 'write years in full if they stand first, such as 2021-01-24'

/** What a row can lack. */
export type Absence = `no ${ColumnRole}`

/** The error of a value that a program has altered, in the words of `alteration`; an id that may be so called can be kept. */
export function alteredValue(where: string, expected: string, text: string, altered: string): Error {
  const isInvisible = altered === INVISIBLE_CHARACTER
  const got = `${quoted(text)}, ${altered}${isInvisible ? ', or keep it as it is' : ''}`
  const mayBeKept = isInvisible || altered === EXACT_NUMBER || altered === LOST_CHARACTER
  return mayBeKept ? undecided(where, expected, got, [KEEP]) : fileError(where, expected, got)
}

/**
 * Leaves out a row whose value is missing, and counts it, where that was chosen; false, as nothing was added.
 *
 * @param text what the row has in its place
 * @param where the place in the file, for errors
 * @param at the row's line or number, from 1
 * @throws if missing values are refused, or the value is not missing but wrong
 */
export function leaveOut(
  lacks: Absence,
  text: string,
  where: string,
  at: number,
  { missing, skipped, dateOrder, isOrderChosen = false, areWords, hasTextIds = false, ...rest }: RowOptions,
): false {
  const value = text.trim()
  const isId = lacks === 'no user' || lacks === 'no item'
  if (isId && isList(value)) throw listAsId(EXPECTED[lacks], value, where)
  const roundedTime = lacks === 'no timestamp' && isRounded(value) ? ROUNDED_NUMBER : undefined
  const altered = isId ? alteration(value) : roundedTime
  if (altered !== undefined) throw alteredValue(where, EXPECTED[lacks], text, altered)
  const isOfTotals = isId && isTotal(value)
  const noDay = lacks === 'no timestamp' ? whyNoDay(value, dateOrder) : undefined
  const isAmongWords = lacks === 'no rating' && areWords === true && Number.isFinite(numberIn(value))
  const aside = isOfTotals
    ? ', as in a row of totals'
    : isAmongWords
      ? ', a number, where those before are words'
      : noDay === undefined
        ? ''
        : `, ${noDay}`
  const got = isId && value === '' ? 'an empty field' : `${quoted(text)}${aside}`
  const isNone = isMissing(value) || noDay !== undefined
  if (lacks === 'no timestamp' && !isNone && isOrdered(value) && dateOrder === undefined) {
    const asked = undecided(where, 'a date whose order of day and month is known', got, ['dateOrder'])
    throw mayBeginWithYear(value) ? elseDo(asked, YEARS_IN_FULL) : asked
  }
  if (lacks === 'no timestamp' && isClock(value)) {
    const clock = `${got}, a clock without its day: name a column of days`
    throw undecided(where, EXPECTED[lacks], clock, ['columns.timestamp'])
  }
  const other = dateOrder === 'dmy' ? 'mdy' : 'dmy'
  if (lacks === 'no timestamp' && isOrderChosen && !Number.isNaN(orderedTime(value, other))) {
    const choice = { options: ['dateOrder'], likely: { dateOrder: other } }
    throw undecidedBut(where, `a date in the order ${dateOrder}`, got, choice)
  }
  if (!isMissing(value) && lacks === 'no rating')
    throw undecided(where, EXPECTED[lacks], got, ['columns.rating', NO_RATINGS])
  const why = lacks === 'no timestamp' ? whyNoTime(value) : undefined
  if (!isNone && !isOfTotals)
    throw fileError(where, EXPECTED[lacks], why === undefined ? got : `${got}: ${why}`)
  if (!skipsRows(missing))
    throw absentValue(lacks, got, where, {
      ...rest,
      missing,
      isText: hasTextIds && isId && value !== '' && !isOfTotals,
    })
  skipped.add(lacks, at)
  return false
}

/** The error of a list in place of an id. */
export function listAsId(expected: string, list: string, where: string): Error {
  const got = `a list, ${quoted(list)}; write a row for each of them, ${dividedInBrackets(list)}`
  return fileError(where, `${expected} alone`, got)
}

/** The error of a row that lacks a value: it may be left out, or another column be read that is full in the first rows. */
function absentValue(
  lacks: Absence,
  got: string,
  where: string,
  {
    full,
    cellOf,
    missing,
    isText,
  }: Pick<RowOptions, 'full' | 'cellOf' | 'missing'> & { readonly isText: boolean },
): Error {
  const role = lacks === 'no user' ? 'user' : lacks === 'no item' ? 'item' : undefined
  const other = role && full?.[role]
  if (other === undefined || (cellOf && isMissing(cellOf(other)))) {
    const options = missing === 'keep' ? [KEEP_IDS] : isText ? ['missing', KEEP_IDS] : ['missing']
    return undecided(where, EXPECTED[lacks], got, options)
  }
  const option = `columns.${role}`
  const likely = { [option]: other }
  const has = `${quoted(other)} has a value${cellOf ? '' : ' in each of the first rows'}`
  return undecidedBut(where, EXPECTED[lacks], `${got}, where ${has}`, {
    options: ['missing', option],
    likely,
  })
}

/**
 * The error of the first row of a table without header that has a word where a number or a time should be, as a header has; undefined where
 * it has none.
 */
export function likeHeader(lacks: Absence, text: string, where: string): Error | undefined {
  if (isMissing(text.trim()) || !/\p{L}/u.test(text)) return undefined
  if (lacks === 'no rating') return undecided(where, EXPECTED[lacks], quoted(text), [HEADER, NO_RATINGS])
  return lacks === 'no timestamp' ? undecided(where, EXPECTED[lacks], quoted(text), [HEADER]) : undefined
}
