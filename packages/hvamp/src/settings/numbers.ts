import { z } from 'zod'
import { badInput } from '../process/bad-input'

/** A number, or nothing. */
export type NumberSchema = z.ZodType<number | undefined>

/** Limits of a number as JSON Schema writes them. */
interface Limits {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

/** Whether a schema takes integers alone. */
export function isInteger(schema: z.ZodType): boolean {
  return limitsOf(schema).type === 'integer'
}

/**
 * The number that a text gives.
 *
 * @param where the option that it comes from, for errors
 * @throws bad input if the text is no number, or not within the limits of the schema
 */
export function numberFrom(text: string, schema: NumberSchema, where: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value) && schema.safeParse(value).success) return value
  throw badInput(`${where}: must be ${inWords(limitsOf(schema), value)}, got '${text}'`)
}

function limitsOf(schema: z.ZodType): Limits {
  return z.toJSONSchema(schema) as Limits
}

function inWords(limits: Limits, value: number): string {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits
  const safe = Number.MAX_SAFE_INTEGER // the limit of every integer, named to those only who went beyond it
  const isNamed = (limit: number | undefined) =>
    limit !== undefined && (Math.abs(limit) !== safe || (Number.isFinite(value) && Math.abs(value) > safe))
  const rules = [
    ...(isNamed(minimum) ? [`at least ${minimum}`] : []),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(isNamed(maximum) ? [`at most ${maximum}`] : []),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
  ]
  const kind = type === 'integer' ? 'an integer' : 'a number'
  return rules.length === 0 ? kind : `${kind}, ${rules.join(' and ')}`
}
