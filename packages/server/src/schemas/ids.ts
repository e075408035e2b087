import { z } from 'zod'

/** An id, as long as the limit allows. */
export function idSchema(longest: number) {
  const rule = `must be a text of 1 to ${longest} characters`
  return z.string(rule).min(1, rule).max(longest, rule)
}

/** A list of ids. */
export function idsSchema(most: number, longest: number) {
  const rule = `must be a list of at most ${most} ids`
  return z.array(idSchema(longest), rule).max(most, rule)
}

/** How many items to give. */
export function countSchema(most: number) {
  const rule = `must be an integer from 1 to ${most}`
  return z.int(rule).min(1, rule).max(most, rule)
}
