import type { Basis } from './popular-ranking'

/** One recommended item. */
export interface Recommendation {
  readonly item: string
  readonly score: number
}

/** Why any list under some rules is empty. */
export const NONE_ALLOWED = 'the rules allow no item of the model'

/** Why a list is empty. */
export type EmptyReason = typeof NONE_ALLOWED | 'every allowed item is in the history'

/** The items recommended for a history, best first. */
export interface RecommendationList {
  /** What they are chosen by: the history, or how many users have them, for a history without an item that the model knows. */
  readonly basis: Basis
  readonly items: readonly Recommendation[]
  /** Rank (from 0) from which nothing in the history speaks for the items, and popular ones come first. */
  readonly filledFrom?: number
  /** Of an empty list. */
  readonly reason?: EmptyReason
}
