import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isUnavailable } from '../engine/unavailable'
import { isSourceFault } from '../histories/found-history'

/** Body of every answer that is an error, as Fastify's own. */
const errorSchema = z.strictObject({
  statusCode: z.int(),
  error: z.string().describe('name of the status'),
  message: z.string().describe('place, rule and value'),
})

/** What a route answers that is no answer. */
export const errorResponses = {
  400: errorSchema.describe('the request breaks a rule'),
  401: errorSchema.describe('no token'),
  404: errorSchema.describe('the model knows no such item'),
  413: errorSchema.describe('the body is too long'),
  415: errorSchema.describe('the body is no application/json'),
  422: errorSchema.describe('the model or the item table has no such thing'),
  500: errorSchema.describe('a fault of the server, or of its source of histories: its log says more'),
  503: errorSchema.describe('too busy: ask again after as many seconds as Retry-After says'),
}

/** The body for a status. */
export function errorBody(statusCode: number, message: string): z.output<typeof errorSchema> {
  return { statusCode, error: STATUS_CODES[statusCode] ?? 'Error', message }
}

/** What Fastify says of a request in a few words of its own, as this server says it. */
function inWords({ code, message }: FastifyError, { headers }: FastifyRequest): string {
  if (code !== 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return message
  return `content-type must be application/json, got ${headers['content-type'] ?? 'none'}`
}

/** Answers with an error: what a client can mend or wait for in words, a fault of this program in the log only. */
export function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (isUnavailable(error)) reply.header('retry-after', error.retryAfter)
  const status = isUnavailable(error) ? 503 : (error.statusCode ?? 500)
  if (status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', 1)
  if (status >= 500 && status !== 503) request.log.error(isSourceFault(error) ? error.message : error)
  const message =
    status === 500 ? 'this is a fault of the server: its log says more' : inWords(error, request)
  reply.code(status).send(errorBody(status, message))
}
