/** A piece of a condition's text. */
export interface Token {
  /** `word` is written without quotes, `text` in single and `column` in double ones. */
  readonly kind: 'symbol' | 'word' | 'text' | 'column' | 'end'
  readonly text: string
  /** Where it starts, from 1. */
  readonly at: number
}

const TOKEN =
  /\s*(?:(?<symbol><=|>=|!=|[=<>(),])|'(?<text>(?:[^']|'')*)'|"(?<column>(?:[^"]|"")*)"|(?<word>[^\s=<>!(),'"]+))/y

/**
 * The pieces of a condition's text, the last of which is its end. A quote within quotes is written twice.
 *
 * @param where prefix of error messages
 * @throws if there is something else, such as a quote that is not closed
 */
export function conditionTokens(text: string, where: string): Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  const end = text.trimEnd().length
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex
    const found = pattern.exec(text)
    if (!found) throw unexpected(text, from, where)
    const { symbol, word, text: quoted, column } = found.groups!
    const at = from + found[0].search(/\S/) + 1
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'"), at })
    else tokens.push({ kind: 'column', text: column!.replaceAll('""', '"'), at })
  }
  return [...tokens, { kind: 'end', text: '', at: end + 1 }]
}

function unexpected(text: string, from: number, where: string): Error {
  const at = from + text.slice(from).search(/\S/)
  const character = text[at]!
  const expected = /['"]/.test(character)
    ? `a closing quote (a quote within is written twice, ${character}${character})`
    : 'a column, a value or a comparison'
  return new Error(`${where}: expected ${expected} at character ${at + 1}, got '${text.slice(at, at + 20)}'`)
}
