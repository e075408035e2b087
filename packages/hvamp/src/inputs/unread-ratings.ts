import { type Reading, rejects, unreadRating } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import { shellWord } from '../terminal/shell-word'
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
  throw badInput(`${path}: ${questionAbout(column)}`)
}

/** A column that says what was not liked is not offered as ratings: of 0 and 1, the rejected rows would be the likes. */
function questionAbout(column: string | number): string {
  const everyRow = '--implicit if every row stands for a like'
  if (typeof column === 'string' && rejects(column)) {
    return `must have rows of what was liked, got column '${column}', which may say what was not: remove the rows where it does before, or choose with ${everyRow}, these too`
  }
  const [must, named] =
    typeof column === 'number'
      ? ['ratings that are read', `column ${column}`]
      : ['ratings under a known name', `column '${column}'`]
  const choice = `--rating-column ${shellWord(String(column))}`
  return `must have ${must}, or none, got ${named}, which may have some: choose with ${choice}, or ${everyRow}`
}
