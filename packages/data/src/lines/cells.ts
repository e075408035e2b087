import Papa from 'papaparse'
import type { LayoutOptions } from '../reading/layout-options'

export type Quoting = NonNullable<LayoutOptions['quoting']>

/** How a table's fields are quoted: in records that may span lines, each on its own in a line, or not at all. */
export type QuotedAs = 'records' | 'fields' | 'plain'

/** What a choice of quoting means for a delimiter. */
export function quotedAs(delimiter: string, quoting: Quoting): QuotedAs {
  if (quoting === 'none' || delimiter === '::') return 'plain'
  if (delimiter === ' ') return 'fields'
  return delimiter === '\t' && quoting === 'auto' ? 'fields' : 'records'
}

/** The fields of a line, without spaces around them; of a space, runs of spaces and tabs separate. */
export function cellsOf(line: string, delimiter: string, quoting: Quoting): string[] {
  const as = quotedAs(delimiter, quoting)
  if (as === 'records' && line.includes('"')) {
    return Papa.parse<string[]>(line, { delimiter, newline: '\n' }).data[0]!.map(trimmed)
  }
  const fields = delimiter === ' ' ? spacedFields(line, quoting) : line.split(delimiter)
  return fields.map((field) => (as === 'fields' ? trimmed(unquoted(field) ?? field) : field.trim()))
}

/** The fields between runs of spaces and tabs, which are part of a field in quotes, as R's `write.table` has it. */
export function spacedFields(line: string, quoting: Quoting): string[] {
  if (quoting === 'none' || !line.includes('"')) return line.trim().split(/[ \t]+/)
  return line.match(/"(?:[^"]|"")*"(?=\s|$)|[^ \t\r]+/g) ?? ['']
}

/** A cell without spaces around it, and without quotes that stand behind a space, as in a header `"user", "item"`. */
function trimmed(cell: string): string {
  const text = cell.trim()
  return /^\s+"/.test(cell) ? (unquoted(text) ?? text).trim() : text
}

/**
 * A field without its quotes, if it opens and closes with one and those within are doubled; else the field as it is.
 * Undefined if its quotes do not pair up, so that the rest may be in the next field or line.
 */
export function unquoted(field: string): string | undefined {
  if (!field.startsWith('"')) return field
  const inside = field.slice(1, -1)
  if (field.length > 1 && field.endsWith('"') && !inside.replaceAll('""', '').includes('"')) {
    return inside.replaceAll('""', '"')
  }
  return field.split('"').length % 2 === 1 ? field : undefined
}
