import type { Vocabulary } from '../interactions/vocabulary'
import { quoted, undecided } from '../values/file-error'
import { KEEP } from '../values/missing-ids'

const EXACT = 15 // digits that a spreadsheet keeps
const ROUNDED = /^[1-9]\d{14}0+$/
const LONG = /^\d{16,}$/
const FEWEST = 3 // ids that end in zeros by no chance, or zeros of one
/** 1-Mar, Mar-01, 01. Mrz: what spreadsheets make of 1-3 and MAR01. In capitals it is as it was. */
const DAY =
  /^(?:\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d|\d\d?\. (?:Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)|(?:Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez) \d\d)$/

/**
 * Requires that a spreadsheet has not altered ids, as only all of them show: that not all integers of 16 digits and more end in zeros from
 * the sixteenth digit on, and that none is a day of a year, such as `1-Mar`.
 *
 * @throws naming the first of them
 */
export function requireUnalteredIds(
  role: 'user' | 'item',
  ids: Pick<Vocabulary, 'texts'>,
  where: string,
): void {
  const got = alterationIn(ids)
  if (got === undefined) return
  const advice = 'export the column as text, or keep these as ids'
  throw undecided(where, `${role} ids as they were written`, `${got}: ${advice}`, [KEEP])
}

function alterationIn(ids: Pick<Vocabulary, 'texts'>): string | undefined {
  let day: string | undefined
  let days = 0
  let rounded: string | undefined
  let roundedCount = 0
  let longCount = 0
  for (const id of ids.texts()) {
    if (DAY.test(id)) {
      day ??= id
      days++
    } else if (id.length > EXACT && LONG.test(id)) {
      longCount++
      if (!ROUNDED.test(id)) continue
      rounded ??= id
      roundedCount++
    }
  }
  const isEnough = longCount >= FEWEST || (rounded?.length ?? 0) >= EXACT + FEWEST
  if (rounded !== undefined && roundedCount === longCount && isEnough) {
    const all = longCount === 1 ? '' : `, as all ${longCount} of such length end in zeros`
    return `${quoted(rounded)}${all}, rounded to ${EXACT} digits by a spreadsheet`
  }
  if (day === undefined) return undefined
  const more = days === 1 ? '' : ` and ${days - 1} more`
  return `${quoted(day)}${more}, days that a spreadsheet made of them`
}
