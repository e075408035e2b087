import { differingScales, scaleOf } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { type Ratings, requireOneScale } from './load-ratings'

type Read = readonly [file: string, Ratings]

/**
 * Requires of a further file of a split that one rule says of its ratings, and of those of the file to train on, what is liked.
 *
 * @param isThresholdChosen whether the user chose from which rating on
 * @throws bad input if one file alone has ratings, if these are of different kinds, words or on another scale
 */
export function requireSameRatings(training: Read, further: Read, isThresholdChosen: boolean): void {
  requireSameLiking(training, further, isThresholdChosen)
  requireSameWords(training, further)
  if (!isThresholdChosen) requireSameScale(training, further)
}

function requireSameLiking([path, training]: Read, [file, ratings]: Read, isThresholdChosen: boolean): void {
  const kinds = [ratings, training].map(({ reading }) => {
    if (reading.values === 'none') return 'no ratings'
    return isThresholdChosen ? 'ratings' : reading.values
  })
  if (kinds[0] === kinds[1]) return
  const unrated = [file, path].find((_, i) => kinds[i] === 'no ratings')
  const isUnread = unrated === file && ratings.reading.unread.length > 0
  const choice =
    unrated === undefined
      ? 'choose with --at-least, or --implicit if every row stands for a like'
      : `choose with --implicit if every row of both stands for a like, or ${isUnread ? 'name their column with --test-rating-column' : `write the ratings into ${unrated} too`}`
  throw badInput(`${file}: must have ${kinds[1]} as ${path}, got ${kinds[0]}: ${choice}`)
}

/** Words are ratings of 0 and 1, whatever the threshold. */
function requireSameWords([path, training]: Read, [file, ratings]: Read): void {
  const [own, trained] = [ratings, training].map(({ reading: { words } }) => (words ? 'words' : 'numbers'))
  if (own === trained) return
  throw badInput(
    `${file}: must have ${trained} as ratings, as ${path} has, got ${own}; write all as numbers if they are on one scale: choose with --implicit if every row stands for a like`,
  )
}

/** Of a file of ones all are liked, whatever the scale of the others. */
function requireSameScale([path, training]: Read, [file, ratings]: Read): void {
  const { values, ones, columns } = ratings.reading
  if (values !== 'ratings' || ones) return
  const scales = [
    { file: path, ...scaleOf(training.read.values!) },
    { file, ...scaleOf(ratings.read.values!) },
  ]
  requireOneScale({ scales: differingScales(scales, columns?.rating) })
}
