const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g // strings, keys with their colon, braces
const ESCAPED_ASCII = /\\u00[2-7]/ // few texts have one: of ASCII, most programs escape control characters alone, some <, > and & too
const ESCAPED = /\\[u/]/
const BEYOND_ASCII = /[^ -.0-~]/ // or a slash

/**
 * A key that an object in a JSON text has twice, of which a parser takes the last value without a word; undefined if there is
 * none. A key may be written in several ways: `"item"` is `"it\u0065m"`.
 *
 * @param object what the text was parsed to
 * @param keys that matter; others may be there twice
 */
export function duplicateKey(text: string, object: object, keys: readonly string[]): string | undefined {
  const isEscaped = (keys.some((key) => BEYOND_ASCII.test(key)) ? ESCAPED : ESCAPED_ASCII).test(text)
  if (isEscaped) return found(text, new Set(keys))
  const again = keys.filter((key) => {
    const written = JSON.stringify(key)
    return text.indexOf(written) !== text.lastIndexOf(written)
  })
  // of most objects that is enough, and of lists to count: to look at every character takes longer than to parse it
  const suspects = again.filter((key) => occurrences(text, JSON.stringify(key)) > timesIn(object, key))
  return suspects.length === 0 ? undefined : found(text, new Set(suspects))
}

function found(text: string, suspects: ReadonlySet<string>): string | undefined {
  const open: Set<string>[] = []
  for (const [token, colon] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (colon !== undefined) {
      const written = token.slice(0, -colon.length)
      const key = written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1)
      if (!suspects.has(key)) continue
      const seen = open.at(-1)!
      if (seen.has(key)) return key
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
