const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g // strings, keys with their colon, braces

/**
 * A key that an object in a JSON text has twice, of which a parser takes the last value without a word; undefined if there is
 * none.
 *
 * @param text valid JSON
 * @param keys that matter; others may be there twice
 */
export function duplicateKey(text: string, keys: readonly string[]): string | undefined {
  const written = keys.map((key) => JSON.stringify(key))
  if (!written.some((key) => text.indexOf(key) !== text.lastIndexOf(key))) return undefined
  const open: Set<string>[] = []
  for (const [token, colon] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (colon !== undefined) {
      const key = token.slice(0, -colon.length)
      if (!written.includes(key)) continue
      const seen = open.at(-1)!
      if (seen.has(key)) return JSON.parse(key)
      seen.add(key)
    }
  }
  return undefined
}
