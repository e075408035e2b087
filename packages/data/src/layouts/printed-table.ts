import type { HeadLine } from '../lines/file-head'
import { fileError, quoted } from '../values/file-error'
import type { MissingChoice } from '../values/missing-ids'

const LOOKED_AT = 6 // lines
const RULE = /^[\s|+\-=:,;\u2500-\u257f]+$/ // a line of dashes below a header, or the frame around a table
const CONFLICT = /^(?:<{7}|>{7}) \S/ // where git could not merge two versions
const DASHES = /[-=\u2500-\u257f]{3}/

/** Lines of tables that programs print for people, and how to get a file of the same rows. */
const PRINTED: readonly (readonly [line: RegExp, export_: string])[] = [
  [/^-\[ RECORD \d+ \]|^-{2,}\+[-+]*$/, 'psql prints: export with psql --csv'],
  [/^\+-[-+]*\+$|^\*{3,} \d+\. row \*{3,}$/, 'mysql prints: export with mysql --batch'],
]

/**
 * @param missing whether a line of dashes is left out as a row without values
 * @throws if a table is as a shell of a database prints it, or as Markdown has it: padded, and with lines of dashes; or has two versions, between
 *   marks of git
 */
export function requireNotPrinted(lines: readonly HeadLine[], missing: MissingChoice, name: string): void {
  for (const { text, line } of lines.slice(0, LOOKED_AT)) {
    const trimmed = text.trim()
    if (CONFLICT.test(trimmed)) {
      const got = `${quoted(trimmed)}, a mark of a conflict in git: leave one of the two versions`
      throw fileError(`${name}:${line}`, 'a row', got)
    }
    const by = PRINTED.find(([pattern]) => pattern.test(trimmed))?.[1]
    const isRule = RULE.test(trimmed) && DASHES.test(trimmed) && missing !== 'skip'
    if (by === undefined && !isRule) continue
    const which = by ?? 'shells of databases and Markdown have: export as CSV'
    throw fileError(`${name}:${line}`, 'a row', `${quoted(trimmed)}, as in tables that ${which}`)
  }
}
