import { z } from 'zod'

const countRule = 'must be a positive integer'
const wholeRule = 'must be an integer, at least 0'
const positiveRule = 'must be positive and finite'
const nonNegativeRule = 'must be finite and at least 0'
const shareRule = 'must be in [0, 1)'

/** The limits that options have. */
export const count = z.int(countRule).min(1, countRule)
export const whole = z.int(wholeRule).min(0, wholeRule)
export const positive = z.number(positiveRule).positive(positiveRule)
export const nonNegative = z.number(nonNegativeRule).min(0, nonNegativeRule)
export const share = z.number(shareRule).min(0, shareRule).lt(1, shareRule)
export const flag = z.boolean('must be true or false')

/** One of some names. */
export function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  const all = names.map((name) => `'${name}'`)
  return z.enum(names, `must be ${[all.slice(0, -1).join(', '), all.at(-1)].filter(Boolean).join(' or ')}`)
}
