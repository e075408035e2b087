import { setTimeout as wait } from 'node:timers/promises'
import { fileError } from '../values/file-error'

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined
  /** Number of retries after a broken connection. */
  readonly retries?: number | undefined
  /** Milliseconds before the first retry; doubled before each next one. */
  readonly pause?: number | undefined
}

const interruptions = new WeakSet<Error>()

/** An error worth a retry: a broken connection, a busy server. */
export function interruption(message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause })
  interruptions.add(error)
  return error
}

/** Retries the work after an interruption. @throws any other error, or naming the address after the last retry */
export async function withRetries<T>(
  url: string,
  { signal, retries = 5, pause = 1000 }: RetryOptions,
  work: () => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Error && interruptions.has(error))) throw error
      if (tries === retries) {
        throw fileError(
          url,
          'a connection that does not break',
          `${error.message}, ${tries + 1} times`,
          error,
        )
      }
      await wait(pause * 2 ** tries, undefined, signal && { signal })
    }
  }
}
