const IN_BRACKETS = /^\s*(?:\{(.*)\}|\[(.*)\])\s*$/s

/**
 * The entries of a list that is written as one text, without the spaces around them. In brackets, as arrays of Postgres, JSON and Python are
 * (`{wool,"light blue"}`, `["wool"]`), an entry may stand in quotes, and NULL is none.
 *
 * @param separator what stands between entries
 * @example listedTexts('{wool,"light, blue"}', ',') // ['wool', 'light, blue']
 */
export function listedTexts(text: string, separator: string): readonly string[] {
  const [, inBraces, inSquares] = IN_BRACKETS.exec(text) ?? []
  const inner = inBraces ?? inSquares
  if (inner === undefined) return text.split(separator).map((entry) => entry.trim())
  const entries: string[] = []
  let [entry, quote, wasQuoted] = ['', '', false]
  const end = () => {
    const plain = wasQuoted ? entry : entry.trim()
    if (wasQuoted || (plain !== '' && !(inBraces !== undefined && plain === 'NULL'))) entries.push(plain)
    ;[entry, wasQuoted] = ['', false]
  }
  for (let i = 0; i < inner.length; i++) {
    const char = inner[i]!
    if (quote !== '') {
      if (char === '\\' && i + 1 < inner.length) entry += inner[++i]!
      else if (char === quote) quote = ''
      else entry += char
    } else if ((char === '"' || char === "'") && entry.trim() === '') {
      ;[entry, quote, wasQuoted] = ['', char, true]
    } else if (inner.startsWith(separator, i)) {
      end()
      i += separator.length - 1
    } else if (!wasQuoted) {
      entry += char
    }
  }
  end()
  return entries
}
