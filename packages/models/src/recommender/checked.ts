import type { z } from 'zod'

/**
 * The value as a schema reads it, defaults filled in.
 *
 * @param where prefix of error messages
 * @throws naming what breaks the first rule, the rule, which is the schema's message, and the value
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 && 'shape' in schema ? Object.keys(schema.shape as object) : []
    const only = known.length > 0 ? `, only ${known.join(', ')}` : ''
    throw new Error(`${where}: must not have '${[...issue.path, issue.keys[0]!].join('.')}'${only}`)
  }
  const got = issue.path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)[key], value)
  const name = issue.path.length > 0 ? `${issue.path.join('.')} ` : ''
  throw new Error(`${where}: ${name}${issue.message}, got ${shown(got)}`)
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
