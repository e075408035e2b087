const TOKENS = /"((?:[^"\\]|\\.)*)"(\s*:)?|[[\]{}]/g
const PLAIN = /^[A-Za-z_]\w*$/
const BEGINS_OBJECT = /^\[\s*\{/
const BETWEEN = 100 // characters between a bracket and a brace

/**
 * The path of jq to the longest array of objects that is in objects within the first object of a text, such as `.data.orders.nodes[]`; undefined
 * without one, and of one right under a key of the first object, which is read.
 *
 * @param text the beginning of the file
 */
export function arrayWithin(text: string): string | undefined {
  const open: { readonly isObject: boolean; key: string }[] = []
  let found: { readonly keys: readonly string[]; readonly depth: number; readonly start: number } | undefined
  let longest: { readonly keys: readonly string[]; readonly length: number } | undefined
  const keep = (end: number) => {
    if (found && end - found.start > (longest?.length ?? 0))
      longest = { keys: found.keys, length: end - found.start }
    found = undefined
  }
  for (const { 0: token, 1: string, 2: colon, index } of text.matchAll(TOKENS)) {
    if (string !== undefined) {
      if (colon !== undefined && open.length > 0) open.at(-1)!.key = string
    } else if (token === '{' || token === '[') {
      const isOfObjects = token === '[' && BEGINS_OBJECT.test(text.slice(index, index + BETWEEN))
      if (!found && isOfObjects && open.length > 1 && open.every(({ isObject }) => isObject))
        found = { keys: open.map(({ key }) => key), depth: open.length, start: index }
      open.push({ isObject: token === '{', key: '' })
    } else {
      open.pop()
      if (open.length === found?.depth) keep(index)
      if (open.length === 0) break
    }
  }
  keep(text.length)
  if (!longest || longest.keys.some((key) => key.includes("'") || key.includes('\\'))) return undefined
  return pathOf(longest.keys)
}

/** The path of jq to the elements of an array under some keys. */
export function pathOf(keys: readonly string[]): string {
  return `${keys.map((key) => (PLAIN.test(key) ? `.${key}` : `.["${key}"]`)).join('')}[]`
}
