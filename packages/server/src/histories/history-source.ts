/** What a user has, as ids of items. */
export interface UserHistory {
  /** What they like: the model answers for it. */
  readonly history: readonly string[]
  /** What else is not recommended to them, such as items that they rated low. */
  readonly without?: readonly string[] | undefined
}

/**
 * Gives the history of a user, or undefined for a user that it does not know.
 *
 * A function of yours may ask a database; `fileHistories` reads a file.
 */
export type HistorySource = (
  user: string,
) => readonly string[] | UserHistory | undefined | Promise<readonly string[] | UserHistory | undefined>
