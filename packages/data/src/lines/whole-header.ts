import { concatBytes } from './byte-source'
import type { HeadLine } from './file-head'

const MOST_LINES = 20 // of a header: a quote that is closed further down is more likely a stray one
/** A line that ends within a field in quotes, of a table with any mark. */
const OPEN = /(?:^|[,;|\t])"(?:[^"]|"")*$/
/** A line in which such a field ends. */
const CLOSING = /^[^"]*"\s*(?:[,;|\t]|$)/
const QUOTED = /"(?:[^"]|"")*"/g

/**
 * The lines with the header whole: one that ends within quotes goes on in the next line, as a name of a column does that was broken with
 * Alt+Enter in a sheet, or a question of a form. A space stands for each line end.
 *
 * @param at the place of the header among the lines
 */
export function withWholeHeader(lines: readonly HeadLine[], at = 0): readonly HeadLine[] {
  const header = lines[at]
  if (!header || !OPEN.test(header.text)) return lines
  const further = lines.slice(at + 1, at + 1 + MOST_LINES)
  const last = further.findIndex(({ text }) => text.includes('"'))
  if (last < 0 || !CLOSING.test(further[last]!.text)) return lines
  const parts = [header, ...further.slice(0, last + 1)]
  const { line: lastLine, end } = further[last]!
  const text = parts.map((part) => part.text).join(' ')
  if (!/[,;|\t]/.test(text.replace(QUOTED, ''))) return lines // no table
  const whole = { ...header, text, lastLine, end, bytes: concatBytes(parts.map(({ bytes }) => bytes)) }
  return withWholeHeader([...lines.slice(0, at), whole, ...lines.slice(at + parts.length)], at) // a further name may be broken
}
