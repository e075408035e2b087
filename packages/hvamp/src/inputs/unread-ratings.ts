import { isAmountName, type Reading, rejects, sureChoice, unreadRating } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import { shellWord } from '../terminal/shell-word'
import { columnLabels } from './column-order'
import type { TrainedLiking } from './trained-liking'

/**
 * Refuses a file without ratings in which a column that was not read may have some, unless each of its rows was chosen to be a like, now or
 * in the training, whose data had the same column.
 *
 * @param liking of a training, where the user chose nothing else
 * @throws bad input that names the column and the options
 */
export function requireNoUnreadRatings(
  path: string,
  reading: Reading,
  { implicit }: Pick<DataSettings, 'implicit'>,
  liking?: TrainedLiking,
): void {
  const column = unreadRating(reading)
  if (column === undefined) return
  if (liking ? liking.kind !== 'ratings' && liking.unread.includes(column) : implicit) return
  throw badInput(`${path}: ${questionAbout(column, reading)}`)
}

const EVERY_ROW = '--implicit if every row stands for a like'

/** A column that says what was not liked is not offered as ratings: of 0 and 1, the rejected rows would be the likes. */
function questionAbout(column: string | number, reading: Reading): string {
  const { likelyRating, likelyValues, ...byName } = reading
  const values = column === likelyRating && column !== unreadRating(byName) ? likelyValues : undefined
  const liked = 'must have rows of what was liked'
  if (typeof column === 'string' && rejects(column)) {
    return `${liked}, got column '${column}', which may say what was not: remove the rows where it does before, or choose with ${EVERY_ROW}, these too`
  }
  const sure = sureColumn(column, reading)
  if (sure === undefined) {
    return `${liked}, got column '${column}', which may have ratings, and whose name and number are also those of other columns: choose with ${EVERY_ROW}, or write 'rating' for '${column}' in the header`
  }
  const choice = `--rating-column ${shellWord(String(sure))}`
  if (values?.length === 1) {
    return `${liked}, got column '${column}', which is empty in some rows: remove these before if they do not, or choose with ${EVERY_ROW}`
  }
  if (typeof column === 'string' && values === undefined && isAmountName(column)) {
    return `${liked}, got column '${column}', which may have amounts: choose with ${choice} and the amount from which a row is a like as --at-least, or ${EVERY_ROW}`
  }
  if (values?.length === 2) return `${liked}, got column '${column}' ${eitherOf(values, choice)}`
  const [must, named] =
    typeof column === 'number'
      ? ['ratings that are read', `column ${column}`]
      : ['ratings under a known name', `column '${column}'`]
  return `must have ${must}, or none, got ${named}, which may have some: choose with ${choice}, or ${EVERY_ROW}`
}

/** What surely chooses a column that was not read, of a table with a header whose names may be numbers; undefined if nothing does. */
function sureColumn(column: string | number, reading: Reading): string | number | undefined {
  const labels = columnLabels(reading)
  const place = labels?.indexOf(column) ?? -1
  if (!labels || place < 0) return column
  return sureChoice(
    labels.map((label) => (typeof label === 'number' ? '' : label)),
    place,
  )
}

/** What two values may mean: a flag of orders has them as well as a verdict, so that every row stands first. */
function eitherOf([no, yes]: readonly string[], choice: string): string {
  const isNumber = Number.isFinite(Number(yes))
  const atLeast = `--at-least ${isNumber ? yes : 1}`
  const [between, without] =
    no === '' ? ['in some rows and nothing in others', ' --missing skip'] : [`and ${no}`, '']
  return `of ${yes} ${between}: choose with ${EVERY_ROW}, or ${choice} ${atLeast}${without} if those of ${yes} alone do`
}
