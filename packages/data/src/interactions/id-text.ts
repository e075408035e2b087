/** The id of a user or an item in a program: a text, or an integer that is exact, as databases give them. */
export type Id = string | number | bigint

/** An id as readers have it, a text: `7` is '7'. Undefined for what is none, such as null, an object, a fraction, NaN or an integer beyond 2^53. */
export function idText(id: unknown): string | undefined {
  if (typeof id === 'string') return id
  return typeof id === 'bigint' || Number.isSafeInteger(id) ? String(id) : undefined
}

/**
 * An id as readers have it.
 *
 * @param what what errors call it, such as `similarItems: items`
 * @throws if it is none
 * @example requireId('similarItems: items', 7) // '7'
 */
export function requireId(what: string, id: unknown): string {
  const text = idText(id)
  if (text !== undefined) return text
  const shown = Array.isArray(id)
    ? 'a list'
    : typeof id === 'object' && id !== null
      ? 'an object'
      : String(id)
  throw new Error(`${what} must be ids, texts or integers, got ${shown}`)
}
