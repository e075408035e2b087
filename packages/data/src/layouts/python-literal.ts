const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
}
const CODES: Readonly<Record<string, RegExp>> = { x: /[\da-f]{2}/iy, u: /[\da-f]{4}/iy, U: /[\da-f]{8}/iy }
const NUMBER = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?/iy
const WORD = /[A-Za-z]+/y
const WORDS = new Map<string, unknown>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['nan', Number.NaN],
])

/**
 * The value of a literal as Python prints it: dicts with text as keys, lists, tuples, strings, numbers, True, False, None.
 * Integers beyond 2^53 are bigints.
 *
 * @throws SyntaxError at anything else
 */
export function pythonLiteral(text: string): unknown {
  let at = 0

  function fail(): never {
    throw new SyntaxError(`not a literal of Python at character ${at}`)
  }

  function blanks(): void {
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at++
  }

  function matched(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }

  function take(character: string): void {
    blanks()
    if (text[at] !== character) fail()
    at++
  }

  function stringAt(): string {
    const quote = text[at++]!
    let value = ''
    for (;;) {
      const character = text[at++]
      if (character === undefined) fail()
      if (character === quote) return value
      value += character === '\\' ? escaped() : character
    }
  }

  function escaped(): string {
    const letter = text[at++] ?? fail()
    const pattern = CODES[letter]
    if (!pattern) return ESCAPES[letter] ?? fail()
    const code = Number.parseInt(matched(pattern) ?? fail(), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : fail()
  }

  function numberAt(): number | bigint {
    const found = matched(NUMBER) ?? fail()
    if (/[\w.]/.test(text[at] ?? '')) fail()
    const value = Number(found)
    return Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(found)
      ? BigInt(found)
      : value
  }

  function items(end: string): unknown[] {
    at++
    const values: unknown[] = []
    for (blanks(); text[at] !== end; blanks()) {
      values.push(valueAt())
      blanks()
      if (text[at] !== end) take(',')
    }
    at++
    return values
  }

  function dictAt(): Record<string, unknown> {
    at++
    const entries: [string, unknown][] = []
    for (blanks(); text[at] !== '}'; blanks()) {
      const key = valueAt()
      if (typeof key !== 'string') fail()
      take(':')
      entries.push([key, valueAt()])
      blanks()
      if (text[at] !== '}') take(',')
    }
    at++
    return Object.fromEntries(entries)
  }

  function valueAt(): unknown {
    blanks()
    if (/^u['"]/.test(text.slice(at, at + 2))) at++ // text of Python 2
    const character = text[at]
    if (character === "'" || character === '"') return stringAt()
    if (character === '{') return dictAt()
    if (character === '[') return items(']')
    if (character === '(') return items(')')
    const word = matched(WORD)
    if (word === undefined) return numberAt()
    return WORDS.has(word) ? WORDS.get(word) : fail()
  }

  const value = valueAt()
  blanks()
  return at === text.length ? value : fail()
}
