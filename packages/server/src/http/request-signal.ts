import { callAfter } from '@hvamp/random'
import type { FastifyReply } from 'fastify'
import { unavailable } from '../engine/unavailable'

/**
 * Aborts when the client has gone, or when the answer takes too long.
 *
 * Fastify's own `request.signal` and `handlerTimeout` end with the request's body, long before the answer.
 *
 * @param timeout milliseconds
 */
export function requestSignal({ raw }: FastifyReply, timeout: number): AbortSignal {
  const controller = new AbortController()
  const end = callAfter(timeout, () =>
    controller.abort(unavailable(`no answer within ${timeout} ms: ask again later`, 1)),
  )
  raw.once('close', () => {
    end()
    if (!raw.writableFinished) controller.abort(unavailable('the client has gone', 1))
  })
  return controller.signal
}
