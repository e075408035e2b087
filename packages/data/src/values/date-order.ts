import { secondsOfDay, wholeYear } from './calendar'
import { withPlainClock, withPlainSpaces } from './clocks'

/** The order of day and month in dates such as 03/01/2024. */
export type DateOrder = 'dmy' | 'mdy'

/** Numbers of a day, a month and a year, in an order that the text does not say, and a clock of 24 hours. */
const DATE = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?$/
const MONTHS = 12
const DAYS = 31
const MONTHLY: ReadonlySet<string> = new Set(['01', '15']) // days of what is counted by months, or halves of them

/** Whether a text is a date whose order of day and month has to be known. */
export function isOrdered(text: string): boolean {
  return partsOf(text) !== undefined
}

/** Parts of such a date; 31.12.2026 is none, whose order is sure. */
function partsOf(text: string): RegExpExecArray | undefined {
  const found = DATE.exec(withPlainClock(withPlainSpaces(text.trim())))
  return found === null || (found[2] === '.' && found[4]!.length > 2) ? undefined : found
}

/** Seconds since 1970 of a date in an order, in UTC; NaN for any other text, and a day that does not exist. */
export function orderedTime(text: string, order: DateOrder): number {
  const found = partsOf(text)
  if (!found) return Number.NaN
  const [, first, , second, years, hours = '0', minutes = '0', seconds = '0'] = found
  const [day, month] = order === 'dmy' ? [Number(first), Number(second)] : [Number(second), Number(first)]
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) >= 60) return Number.NaN
  return (
    secondsOfDay(wholeYear(years!), month, day) +
    3600 * Number(hours) +
    60 * Number(minutes) +
    Number(seconds)
  )
}

/**
 * Whether a date may begin with its year, of two digits: 21/01/24 may be in 2021, but 31/01/24 is not in 2031 yet, and 21/01/2024 ends with
 * its year.
 */
export function mayBeginWithYear(text: string, latestYear = nextYear()): boolean {
  const found = partsOf(text)
  return found !== undefined && areYearFirst(found, latestYear)
}

/**
 * The order that dates show: one of them has a number above 12 where only the day can stand, and none contradicts. Undefined without such a
 * date, and where all of them may begin with a year. With points few do: there the first numbers only have to differ more than the last
 * ones, which must not be those of days on which months begin, end or are halved.
 *
 * @param texts of a column; what is no such date does not count
 * @param latestYear no date is later: the next year by default
 */
export function shownOrder(texts: readonly string[], latestYear = nextYear()): DateOrder | undefined {
  const dates = texts.map(partsOf).filter((found) => found !== undefined)
  const [days, months] = [1, 3].map((part) => dates.some((found) => Number(found[part]) > MONTHS))
  if (days === months) return undefined
  if (months) return 'mdy'
  if (!dates.every((found) => areYearFirst(found, latestYear))) return 'dmy'
  const differing = (part: number) => new Set(dates.map((found) => found[part])).size
  const isOfMonths = dates.every(
    ([, , , , last]) => MONTHLY.has(last!) || wholeYear(last!) > latestYear, // which is no year, then
  )
  const arePointed = dates.every((found) => found[2] === '.')
  return arePointed && differing(1) > differing(4) && !isOfMonths ? 'dmy' : undefined
}

const nextYear = () => new Date().getUTCFullYear() + 1

/** Whether the first number of a date may be a year, and the last one a day. */
function areYearFirst([, first, , , last]: RegExpExecArray, latestYear: number): boolean {
  const isYear = first!.length === 2 && wholeYear(first!) <= latestYear
  return isYear && Number(last) >= 1 && Number(last) <= DAYS
}
