const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g // strings, keys with their colon, braces

/**
 * A key that an object in a JSON text has twice, of which a parser takes the last value without a word; undefined if there is
 * none.
 *
 * @param object what the text was parsed to
 * @param keys that matter; others may be there twice
 */
export function duplicateKey(text: string, object: object, keys: readonly string[]): string | undefined {
  const written = new Map(keys.map((key) => [JSON.stringify(key), key]))
  const again = [...written].filter(([key]) => text.indexOf(key) !== text.lastIndexOf(key))
  // of most objects that is enough, and of lists to count: to look at every character takes longer than to parse it
  const suspects = again.filter(([key, name]) => occurrences(text, key) > timesIn(object, name))
  return suspects.length === 0 ? undefined : found(text, new Map(suspects))
}

function found(text: string, written: ReadonlyMap<string, string>): string | undefined {
  const open: Set<string>[] = []
  for (const [token, colon] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (colon !== undefined) {
      const key = token.slice(0, -colon.length)
      if (!written.has(key)) continue
      const seen = open.at(-1)!
      if (seen.has(key)) return written.get(key)
      seen.add(key)
    }
  }
  return undefined
}

function occurrences(text: string, part: string): number {
  let count = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++
  return count
}

/** How many objects in a value have a key. */
function timesIn(value: object, key: string): number {
  let times = !Array.isArray(value) && Object.hasOwn(value, key) ? 1 : 0
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) times += timesIn(inner, key)
  }
  return times
}
