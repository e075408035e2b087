import type { Recommendation } from '@hvamp/models'

/** Whose list is asked for, and how. */
export interface RecommendQuestion {
  readonly history: readonly string[]
  readonly count: number
  readonly seen: 'exclude' | 'keep'
}

/** One list, best first. */
export interface RecommendAnswer {
  readonly items: readonly Recommendation[]
  /** Ids of the history that the model does not know. */
  readonly unknownItems: readonly string[]
}
