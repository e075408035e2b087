import type { FastifyInstance } from 'fastify'
import { requestError } from './validate'

/** Lets routes take bodies of JSON alone, and says which key of one is forbidden. */
export function takeJsonAlone(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    parse(request, body, (error, value) => {
      const key = error && forbiddenKey(body)
      done(key ? requestError(400, `body: must not have '${key}'`) : error, value)
    })
  })
}

/** A key by which a body would change what all objects have; undefined in a text that is no JSON. */
function forbiddenKey(body: string): string | undefined {
  let key: string | undefined
  try {
    JSON.parse(body.replace(/^\uFEFF/, ''), (name, value) => {
      if (name === '__proto__') key = name
      if (name === 'constructor' && Object.hasOwn(Object(value), 'prototype')) key ??= 'constructor.prototype'
      return value
    })
  } catch {
    return undefined
  }
  return key
}
