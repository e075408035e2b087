import { isUnavailable } from '../engine/unavailable'
import { type FoundHistory, foundHistory } from '../histories/found-history'
import type { HistorySource } from '../histories/history-source'
import { requestError } from './validate'

/** The history that an answer is about. */
export interface OwnHistory extends FoundHistory {
  /** The user whom the request names, where the history source does not know them; the history is then empty. */
  readonly unknownUser?: string
}

/** Finds the history that a request has or names. */
export interface HistoryFinder {
  /**
   * @param where prefix of error messages, such as `body.user`
   * @throws an error of the request if it names a user and there is no source of histories, one of the source if it fails or gives no ids
   */
  historyOf(
    owner: {
      readonly history?: readonly string[] | undefined
      readonly ratings?: readonly number[] | undefined
      readonly user?: string | undefined
    },
    where?: string,
  ): Promise<OwnHistory>
}

/** @param onUnknownUser called for each user whom the source does not know */
export function historyFinder(
  histories: HistorySource | undefined,
  onUnknownUser: () => void,
): HistoryFinder {
  return {
    async historyOf({ history, ratings, user }, where = 'body.user') {
      if (history) return { history, ratings }
      if (!histories) {
        throw requestError(400, `${where} needs a source of histories, got none: send the history`)
      }
      const found = await fromSource(histories, user!)
      if (found !== undefined && found !== null) return foundHistory(found)
      onUnknownUser()
      return { history: [], unknownUser: user! }
    },
  }
}

/** What a source gives. @throws an error that is none of the request, whatever the source throws, unless it says when to ask again */
async function fromSource(histories: HistorySource, user: string): Promise<unknown> {
  try {
    return await histories(user)
  } catch (cause) {
    if (isUnavailable(cause)) throw cause
    const said = cause instanceof Error ? cause.message || cause.name : String(cause)
    throw new Error(`histories: the source of histories must give a history, got an error: ${said}`, {
      cause,
    })
  }
}

/** What an answer says of the user whom it is about. */
export function ofUser({ unknownUser }: OwnHistory): { unknownUser?: string } {
  return unknownUser === undefined ? {} : { unknownUser }
}
