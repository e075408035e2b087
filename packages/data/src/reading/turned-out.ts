import type { FoundVerdicts } from '../columns/verdict-column'
import type { SeenMarks } from '../values/decimal-marks'
import type { DecimalMark } from '../values/rating-numbers'
import type { RatingKind } from '../values/rating-words'
import type { CountedRows } from './reading'

/** What a parser knows at the end of a file only. */
export interface TurnedOut extends CountedRows {
  /** The decimal mark of the ratings, if it was chosen or is no point. */
  readonly decimal?: DecimalMark | undefined
  /** What the ratings are; undefined if there are none. */
  readonly ratingKind?: RatingKind | undefined
  /** What ratings that are text show of their decimal mark. */
  readonly marks?: SeenMarks | undefined
  /** A column of verdicts that is not read, where no ratings are. */
  readonly verdicts?: FoundVerdicts | undefined
  /** The same of fields of objects, by its name, and its values. */
  readonly likelyRating?: string | undefined
  readonly likelyValues?: readonly string[] | undefined
  /** Fields that the first objects lack, which are not read. */
  readonly unread?: readonly string[]
}
