import type { Condition } from './condition'
import { readCondition } from './read-condition'
import { shownNames, shownValue } from './shown-value'

/** Items by their ids, or by a condition on their rows in an item table, as data or as text. */
export type ItemChoice = readonly string[] | Condition | string

/** Which items may be recommended, how many alike, and which rather than which. */
export interface Rules {
  /** Only these. */
  readonly among?: ItemChoice | undefined
  /** None of these. */
  readonly exclude?: ItemChoice | undefined
  /** Only those whose row meets the condition; an item without a row meets none. */
  readonly where?: Condition | string | undefined
  /** The greatest number of items in a list with the same value of a column, such as `{ brand: 2 }`; a missing value limits nothing. */
  readonly per?: Readonly<Record<string, number>> | undefined
  /** Weights by id, 1 for any other item, or the name of a column of numbers: an item of weight 2 counts as twice as likely. */
  readonly weights?: Readonly<Record<string, number>> | string | undefined
}

const names = ['among', 'exclude', 'where', 'per', 'weights'] as const

/**
 * Rules out of JSON, such as the body of a request, with nothing in them that is no rule.
 *
 * @param where prefix of error messages
 * @throws naming the place, the rule and the value
 * @example readRules(JSON.parse(body), 'rules')
 */
export function readRules(value: unknown, where = 'rules'): Rules {
  const given = objectIn(value, where)
  const other = Object.keys(given).find((key) => !(names as readonly string[]).includes(key))
  if (other !== undefined) throw new Error(`${where}: must be made of ${shownNames(names)}, got '${other}'`)
  const { among, exclude, where: condition, per, weights } = given
  return {
    ...(among !== undefined && { among: choiceIn(among, `${where}.among`) }),
    ...(exclude !== undefined && { exclude: choiceIn(exclude, `${where}.exclude`) }),
    ...(condition !== undefined && { where: readCondition(condition, `${where}.where`) }),
    ...(per !== undefined && { per: numbersIn(per, `${where}.per`, isCount, 'a positive integer') }),
    ...(weights !== undefined && {
      weights:
        typeof weights === 'string'
          ? weights
          : numbersIn(weights, `${where}.weights`, isWeight, 'a positive, finite number'),
    }),
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0

/** Whether items are chosen by their ids, not by a condition. */
export function isIds(choice: ItemChoice): choice is readonly string[] {
  return Array.isArray(choice)
}

/** Whether a number can weight an item, as a 32-bit one. */
export function isWeight(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(Math.fround(value)) && Math.fround(value) > 0
}

function choiceIn(value: unknown, where: string): ItemChoice {
  if (!Array.isArray(value)) return readCondition(value, where)
  const at = value.findIndex((id) => typeof id !== 'string')
  if (at >= 0) throw new Error(`${where}[${at}]: must be an id, a text, got ${shownValue(value[at])}`)
  return value
}

function numbersIn(
  value: unknown,
  where: string,
  fits: (value: unknown) => value is number,
  rule: string,
): Record<string, number> {
  const given = objectIn(value, where)
  for (const [key, number] of Object.entries(given)) {
    if (!fits(number)) throw new Error(`${where}: must be ${rule} for '${key}', got ${shownValue(number)}`)
  }
  return given as Record<string, number>
}

function objectIn(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new Error(`${where}: must be an object, got ${shownValue(value)}`)
}
