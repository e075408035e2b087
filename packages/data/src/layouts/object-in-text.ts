import { pythonLiteral } from './python-literal'

/** How objects are written. */
export type ObjectFormat = 'json' | 'python'

const DIGITS = /\d{16}/ // an integer that a double may not hold
const STRINGS_AND_INTEGERS = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g

/** The object in a text, its integers of 16 digits and more as text. @throws SyntaxError if it is none */
export function objectIn(text: string, kind: ObjectFormat): Readonly<Record<string, unknown>> {
  if (kind === 'python') return pythonLiteral(text) as Record<string, unknown>
  const exact = DIGITS.test(text)
    ? text.replace(STRINGS_AND_INTEGERS, (found) => (found.startsWith('"') ? found : `"${found}"`))
    : text
  return JSON.parse(exact) as Record<string, unknown>
}
