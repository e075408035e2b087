import { amountSign } from './amount-sign'
import type { DateOrder } from './date-order'
import { isFar, timeIn } from './times-in-text'

const ZEROS = /^(?:0000-00-00|00([./-])00\1(?:00)?00)(?!\d)/
const OLD_YEAR = /(?<!\d)(?:000\d|1\d{3})(?!\d)/ // quick: few other texts have one
const FIRST_TWO_DAYS = 2 * 24 * 60 * 60 // the first second of 1970, in any zone

/** Whether a date is 0000-00-00 or 00.00.0000, which is no day of any calendar. */
const isZeroDate = (cell: string): boolean => ZEROS.test(cell)

/** Why a date is no time of an entry: 0000-00-00, or 9999-12-31 and the like; undefined where nothing is known of it. */
export function whyNoDay(cell: string, order?: DateOrder): string | undefined {
  if (isZeroDate(cell)) return 'which is no day'
  return isFar(timeIn(cell, order)) ? 'which stands for no day' : undefined
}

/**
 * Whether a date is one that programs write where they have none: 0000-00-00, 0001-01-01, 1900-01-01, the first day of 1970. Only for
 * what is more recent than computers, such as the times of cancellations.
 */
export function standsForNoTime(cell: string): boolean {
  if (isZeroDate(cell)) return true
  return OLD_YEAR.test(cell) && (['dmy', 'mdy'] as const).some((order) => isOld(cell, order))
}

function isOld(cell: string, order: 'dmy' | 'mdy'): boolean {
  return amountSign(cell) === undefined && timeIn(cell, order) < FIRST_TWO_DAYS
}
