/**
 * Gives the history of a user, as ids of items, or undefined for a user that it does not know.
 *
 * A function of yours may ask a database; `fileHistories` reads a file.
 */
export type HistorySource = (
  user: string,
) => readonly string[] | undefined | Promise<readonly string[] | undefined>
