import { type Condition, deepest, type Range, type Value } from './condition'
import { conditionTokens, type Token } from './condition-tokens'

const KEYWORDS = ['and', 'or', 'not', 'in', 'has', 'is', 'missing']
const NUMBER = /^[+-]?(0|[1-9]\d*)?(\.\d+)?(e[+-]?\d+)?$/i
const INTEGER = /^[+-]?\d+$/
const RANGES: Readonly<Record<string, keyof Range>> = {
  '<': 'below',
  '<=': 'atMost',
  '>': 'above',
  '>=': 'atLeast',
}

/**
 * A condition out of text, such as `category = shoes and price < 50`:
 *
 *     condition  = part { or part }        part = term { and term }
 *     term       = not term | ( condition ) | comparison
 *     comparison = column (= | != | < | <= | > | >=) value | column [not] in ( value , … )
 *                | column [not] has value | column is [not] missing
 *
 * A column is a word, or in double quotes; a value is a number, `true`, `false`, a word, or in single quotes. `and` binds closer than
 * `or`. `column != value` is `not column = value`. An integer that no number holds, such as a long id, is compared by = and in as a word.
 *
 * @param where prefix of error messages
 * @throws naming the character where something else was expected
 * @example parseCondition("brand in (acme, 'old mill') and not price >= 50")
 */
export function parseCondition(text: string, where = 'condition'): Condition {
  const tokens = conditionTokens(text, where)
  let next = 0

  function failure(expected: string, { text: got, kind, at }: Token = tokens[next]!): Error {
    const shown = kind === 'end' ? 'the end' : kind === 'column' ? `"${got}"` : `'${got}'`
    return new Error(`${where}: expected ${expected} at character ${at}, got ${shown}`)
  }

  /** The same behind a comparison. */
  const goesOn = (expected: string) => new Error(`${failure(expected).message}${valueGoesOn(tokens, next)}`)

  const isWord = (word: string) => tokens[next]!.kind === 'word' && tokens[next]!.text.toLowerCase() === word
  const isSymbol = (symbol: string) => tokens[next]!.kind === 'symbol' && tokens[next]!.text === symbol
  /** Goes past the token if it is this one. */
  function took(is: boolean): boolean {
    if (is) next++
    return is
  }

  function alternatives(depth: number): Condition {
    const parts = [conjunction(depth)]
    while (took(isWord('or'))) parts.push(conjunction(depth))
    return parts.length === 1 ? parts[0]! : { or: parts }
  }

  function conjunction(depth: number): Condition {
    const parts = [term(depth)]
    while (took(isWord('and'))) parts.push(term(depth))
    return parts.length === 1 ? parts[0]! : { and: parts }
  }

  function term(depth: number): Condition {
    if (depth > deepest) throw failure(`at most ${deepest} levels of parentheses and not`)
    if (took(isWord('not'))) return { not: term(depth + 1) }
    if (!took(isSymbol('('))) return comparison()
    const inner = alternatives(depth + 1)
    if (!took(isSymbol(')'))) throw goesOn("'and', 'or' or ')'")
    return inner
  }

  function comparison(): Condition {
    const column = columnName()
    if (took(isWord('is'))) {
      const isNegated = took(isWord('not'))
      if (!took(isWord('missing'))) throw failure("'missing'")
      return isNegated ? { not: { missing: column } } : { missing: column }
    }
    if (took(isWord('not'))) {
      if (!isWord('in') && !isWord('has')) throw failure("'in' or 'has'")
      return { not: comparisonOf(column) }
    }
    return comparisonOf(column)
  }

  /** A name that goes on in the words behind it, as one with spaces that has no quotes. */
  function nameFrom(column: string): string {
    const rest = tokens.slice(next)
    const end = rest.findIndex(
      (token) => token.kind !== 'word' || !/^\p{L}/u.test(token.text) || KEYWORDS.includes(token.text),
    )
    return [column, ...rest.slice(0, end).map(({ text }) => text)].join(' ')
  }

  function comparisonOf(column: string): Condition {
    if (took(isWord('has'))) return { column, has: String(textValue()) }
    if (took(isWord('in'))) return { column, in: values() }
    if (took(isSymbol('='))) return { column, equals: value() }
    if (took(isSymbol('!='))) return { not: { column, equals: value() } }
    const symbol = tokens[next]!
    if (symbol.kind !== 'symbol' || !Object.hasOwn(RANGES, symbol.text)) {
      const error = failure('a comparison (=, !=, <, <=, >, >=, in, has, is)')
      const name = nameFrom(column)
      throw name === column
        ? error
        : new Error(`${error.message}: a name with spaces has double quotes, "${name}"`)
    }
    next++
    const token = tokens[next]!
    const bound = value(numberIn)
    if (typeof bound === 'boolean') throw failure('a number or a date', token)
    return { column, [RANGES[symbol.text]!]: bound }
  }

  function values(): Value[] {
    if (!took(isSymbol('('))) throw failure("'('")
    const found = [value()]
    while (took(isSymbol(','))) found.push(value())
    if (!took(isSymbol(')'))) throw failure("',' or ')'")
    return found
  }

  function columnName(): string {
    const token = tokens[next]!
    if (token.kind === 'column' || (token.kind === 'word' && !isKeyword(token))) {
      next++
      return token.text
    }
    throw failure('a column')
  }

  function value(numberOf = exactNumberIn): Value {
    const token = tokens[next]!
    if (token.kind === 'text') {
      next++
      return token.text
    }
    if (token.kind === 'column') {
      throw failure(`a value, in single quotes ('${token.text.replaceAll("'", "''")}'),`)
    }
    if (token.kind !== 'word' || isKeyword(token)) throw failure('a value')
    next++
    const number = numberOf(token.text)
    if (number !== undefined) {
      if (!Number.isFinite(number)) throw failure('a finite number', token)
      return number
    }
    return token.text === 'true' ? true : token.text === 'false' ? false : token.text
  }

  function textValue(): string {
    const token = tokens[next]!
    if (token.kind !== 'text' && (token.kind !== 'word' || isKeyword(token)))
      throw failure(token.kind === 'column' ? 'a text in single quotes' : 'a text')
    next++
    return token.text
  }

  const condition = alternatives(0)
  if (tokens[next]!.kind !== 'end') throw goesOn("'and', 'or' or the end")
  return condition
}

/** The number that a word is, rounded where it is a long one. */
function numberIn(word: string): number | undefined {
  return NUMBER.test(word) && /\d/.test(word) ? Number(word) : undefined
}

/** The same, but for integers of more than 53 bits that are no number as they stand: rounded, 900719925474099303 would be another id. */
function exactNumberIn(word: string): number | undefined {
  const number = numberIn(word)
  const isRounded = INTEGER.test(word) && !Number.isSafeInteger(number) && String(number) !== word
  return isRounded ? undefined : number
}

/** What to write where a value goes on behind its end: a decimal comma, or a text of several words without quotes. */
function valueGoesOn(tokens: readonly Token[], at: number): string {
  const [before, got, after] = [tokens[at - 1]!, tokens[at]!, tokens[at + 1]]
  if (before.kind !== 'word' || isKeyword(before)) return ''
  if (got.text === ',' && after && /^\d+$/.test(after.text) && /^[+-]?\d+$/.test(before.text)) {
    return `: a number has a decimal point, ${before.text}.${after.text}`
  }
  const rest = tokens.slice(at)
  const end = rest.findIndex((token) => token.kind !== 'word' || isKeyword(token))
  const isOfAnother = RANGES[rest[end]!.text] !== undefined || ['=', '!='].includes(rest[end]!.text)
  if (end < 1 || isOfAnother) return ''
  const words = [before, ...rest.slice(0, end)].map(({ text }) => text).join(' ')
  return `: a text of several words has single quotes, '${words}'`
}

function isKeyword({ text }: Token): boolean {
  return KEYWORDS.includes(text.toLowerCase())
}
