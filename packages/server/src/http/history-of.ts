import type { HistorySource } from '../histories/history-source'
import { requestError } from './validate'

/**
 * The history that a request has or names.
 *
 * @param where prefix of error messages, such as `body.user`
 * @throws an error of the request if there is no source of histories, or it does not know the user
 */
export async function historyOf(
  { history, user }: { history?: readonly string[] | undefined; user?: string | undefined },
  histories: HistorySource | undefined,
  where = 'body.user',
): Promise<readonly string[]> {
  if (history) return history
  if (!histories) throw requestError(400, `${where} needs a source of histories, got none: send the history`)
  const found = await histories(user!)
  if (!found) throw requestError(404, `${where} must be a user of the source of histories, got '${user}'`)
  return found
}
