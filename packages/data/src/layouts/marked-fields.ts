import { cellsOf, type Quoting, spacedFields } from '../lines/cells'
import type { HeadLine } from '../lines/file-head'

const JUDGED = 100 // lines
const FEWEST_FIELDS = 3 // that stand, or begin, before the first space: an id such as auth0|7 has two
const MARKS = [',', ';', '|', '^', '~', '\u0001', '\u001f']

/**
 * Whether a mark divides all lines into as many fields, of which a user, an item and the start of a third stand before the first space: spaces
 * are within fields then, as in `u1|i1|2024-01-31 10:00:00 +0100`.
 */
export function haveMarkedFields(body: readonly HeadLine[], quoting: Quoting): boolean {
  const lines = body.slice(0, JUDGED).map(({ text }) => text)
  return MARKS.some((mark) => {
    if (!lines.every((line) => line.includes(mark))) return false
    const counts = new Set(lines.map((line) => cellsOf(line, mark, quoting).length))
    const before = (line: string) => cellsOf(spacedFields(line, quoting)[0]!, mark, quoting).length
    return counts.size === 1 && lines.every((line) => before(line) >= FEWEST_FIELDS)
  })
}
