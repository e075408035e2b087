import { plainName } from '../columns/column-names'
import { rejects } from '../columns/rejecting-name'
import { saysNoOpinion, wordsOf } from '../values/words-of-ratings'
import type { Reading } from './reading'

/** Words in names of columns that say what somebody thought of an item. */
const words = new Set([
  ...[
    'rating',
    'ratings',
    'rated',
    'score',
    'scores',
    'star',
    'stars',
    'grade',
    'vote',
    'votes',
    'voted',
    'recommended',
    'thumb',
    'thumbs',
  ],
  ...[
    'like',
    'likes',
    'liked',
    'dislike',
    'disliked',
    'label',
    'preference',
    'feedback',
    'bewertung',
    'note',
    'nota',
  ],
  ...['target', 'click', 'clicks', 'clicked'],
  ...[
    'puntuación',
    'puntuacion',
    'valoración',
    'valoracion',
    'valutazione',
    'avaliação',
    'ocena',
    '評価',
    '评分',
  ],
])

/** Names of columns that say how long an item was used, or how much of it. */
const amounts = new Set([
  ...['watchratio', 'watchtime', 'watchingtimes', 'hours', 'hoursplayed', 'playtime', 'playtimeforever'],
  ...['listeningtime', 'listeningcount', 'dwelltime', 'readingtime'],
])

/**
 * The first column that may have ratings and was not read, of a file that was read without ratings: by a word in its name, as in
 * `Your Rating`, `is_liked`, `label:float`, `watch_ratio`, or by its values: those of a verdict, or of ratings where no column has a name. Whether each of its rows is a like is not sure
 * then.
 *
 * @example await readRatings('clicks.csv', { onReading: (reading) => console.log(unreadRating(reading)) })
 */
export function unreadRating(
  reading: Pick<Reading, 'values' | 'unread' | 'likelyRating'> & Partial<Pick<Reading, 'options'>>,
): string | number | undefined {
  if (reading.values !== 'none' || reading.options?.ratings === false) return undefined
  const named = (fits: (name: string) => boolean) =>
    reading.unread.find((name) => typeof name === 'string' && fits(name))
  const mayHave = (name: string) => mayRate(wordsOf(name))
  return (
    named((name) => mayHave(name) && !rejects(name)) ??
    reading.likelyRating ??
    named(mayHave) ??
    named(isAmount)
  )
}

/** Of fields that nest, by their last key: `items.playtime_forever`. */
function isAmount(name: string): boolean {
  return amounts.has(plainName(name.slice(name.lastIndexOf('.') + 1)))
}

/** `Sternebewertung` is one word in German. */
function mayRate(name: readonly string[]): boolean {
  return name.some((word) => words.has(word) || word.endsWith('bewertung')) && !saysNoOpinion(name)
}
