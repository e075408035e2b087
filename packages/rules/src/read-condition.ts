import { bounds, type Condition, deepest, type Value } from './condition'
import { parseCondition } from './parse-condition'
import { shownNames, shownValue } from './shown-value'

const forms =
  '{ column, equals | in | has | atLeast | above | atMost | below }, { missing }, { not }, { and } or { or }'

/**
 * A condition out of JSON or text, with nothing in it that no condition has.
 *
 * @param where prefix of error messages
 * @throws naming the place, the rule and the value
 * @example readCondition({ column: 'price', below: 50 }, 'where')
 */
export function readCondition(value: unknown, where: string): Condition {
  return typeof value === 'string' ? parseCondition(value, where) : conditionIn(value, where, 0)
}

function conditionIn(value: unknown, where: string, depth: number): Condition {
  if (depth > deepest) throw new Error(`${where}: conditions must be at most ${deepest} deep, got more`)
  const form = objectIn(value, where)
  const keys = Object.keys(form)
  const only = (...names: string[]) => {
    const other = keys.find((key) => !names.includes(key))
    if (other !== undefined)
      throw new Error(
        `${where}: must not have '${other}' beside ${shownNames(keys.filter((key) => key !== other))}`,
      )
  }
  if ('and' in form || 'or' in form) {
    const key = 'and' in form ? 'and' : 'or'
    only(key)
    const parts = listIn(form[key], `${where}.${key}`).map((part, i) =>
      conditionIn(part, `${where}.${key}[${i}]`, depth + 1),
    )
    return key === 'and' ? { and: parts } : { or: parts }
  }
  if ('not' in form) {
    only('not')
    return { not: conditionIn(form.not, `${where}.not`, depth + 1) }
  }
  if ('missing' in form) {
    only('missing')
    return { missing: textIn(form.missing, `${where}.missing`) }
  }
  if (!('column' in form)) throw new Error(`${where}: must be ${forms}, got ${shownKeys(keys)}`)
  const column = textIn(form.column, `${where}.column`)
  if ('equals' in form) {
    only('column', 'equals')
    return { column, equals: valueIn(form.equals, `${where}.equals`) }
  }
  if ('in' in form) {
    only('column', 'in')
    return { column, in: listIn(form.in, `${where}.in`).map((each, i) => valueIn(each, `${where}.in[${i}]`)) }
  }
  if ('has' in form) {
    only('column', 'has')
    return { column, has: textIn(form.has, `${where}.has`) }
  }
  only('column', ...bounds)
  if (keys.length < 2) throw new Error(`${where}: must be ${forms}, got ${shownKeys(keys)}`)
  const range = bounds
    .filter((bound) => bound in form)
    .map((bound) => [bound, boundIn(form[bound], `${where}.${bound}`)])
  return { column, ...Object.fromEntries(range) }
}

const shownKeys = (keys: readonly string[]) => (keys.length > 0 ? shownNames(keys) : 'an empty object')

function objectIn(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new Error(`${where}: must be a condition, as text or as ${forms}, got ${shownValue(value)}`)
}

function listIn(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new Error(`${where}: must be a list, got ${shownValue(value)}`)
}

function textIn(value: unknown, where: string): string {
  if (typeof value === 'string') return value
  throw new Error(`${where}: must be a text, got ${shownValue(value)}`)
}

function valueIn(value: unknown, where: string): Value {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value as Value
  throw new Error(`${where}: must be a text, a finite number, true or false, got ${shownValue(value)}`)
}

function boundIn(value: unknown, where: string): number | string {
  if (typeof value === 'string' || Number.isFinite(value)) return value as number | string
  throw new Error(`${where}: must be a finite number or a date, got ${shownValue(value)}`)
}
