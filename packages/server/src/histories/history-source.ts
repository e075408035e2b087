import type { Id } from '@hvamp/data'

/** What a user has, as ids of items. */
export interface UserHistory {
  /** What they like: the model answers for it. */
  readonly history: readonly Id[]
  /**
   * Their ratings, one for each id of the history, for a model that learnt ratings, such as `mf`: then the history is all that they rated.
   * Without them such a model counts each item as rated the highest; other models have no use for them.
   */
  readonly ratings?: readonly number[] | undefined
  /** What else is not recommended to them, such as items that they rated low. */
  readonly without?: readonly Id[] | undefined
}

/**
 * Gives the history of a user, or undefined for a user that it does not know. Ids are texts, or integers as a database has them.
 *
 * A function of yours may ask a database; `fileHistories` reads a file.
 */
export type HistorySource = (
  user: string,
) => readonly Id[] | UserHistory | undefined | Promise<readonly Id[] | UserHistory | undefined>
