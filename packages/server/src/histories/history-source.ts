import type { Id } from '@hvamp/data'

/** What a user has, as ids of items. */
export interface UserHistory {
  /** What they like: the model answers for it. */
  readonly history: readonly Id[]
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
