import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'

/** An error of a request, which the client can mend. */
export function requestError(statusCode: 400 | 404 | 422, message: string): Error & { statusCode: number } {
  return Object.assign(new Error(message), { statusCode })
}

/** Checks a part of a request by its schema; errors name the field, the rule and the value. */
export const validate: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = 'body' }) =>
  (data) => {
    const result = schema.safeParse(data)
    if (result.success) return { value: result.data }
    return { error: requestError(400, inWords(result.error, data, httpPart)) }
  }

/** The first broken rule in words: the place, the rule and the value. */
export function inWords({ issues }: z.ZodError, data: unknown, part: string): string {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys')
  if (unknown) return `${[part, ...unknown.path].join('.')}: must not have '${unknown.keys[0]}'`
  const [issue] = issues
  if (issue?.code === 'custom' && issue.params?.isWhole) return issue.message
  const { path, message } = issue!
  const got = path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null)?.[key],
    data,
  )
  return `${[part, ...path].join('.')} ${message}, got ${shown(got)}`
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
