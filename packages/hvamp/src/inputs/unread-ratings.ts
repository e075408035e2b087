import { type Reading, unreadRating } from '@hvamp/data'
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
  const [must, named] =
    typeof column === 'number'
      ? ['ratings that are read', `column ${column}`]
      : ['ratings under a known name', `column '${column}'`]
  throw badInput(
    `${path}: must have ${must}, or none, got ${named}, which may have some: choose with --rating-column ${shellWord(String(column))}, or --implicit if every row stands for a like`,
  )
}
