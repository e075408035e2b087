import { haveUsersAndItems } from '../columns/column-names'
import { cellsOf } from '../lines/cells'
import type { HeadLine } from '../lines/file-head'
import type { LayoutOptions } from '../reading/layout-options'
import { quoted, undecidedBut } from '../values/file-error'
import { columnsIn } from './table-layout'

const MOST = 20 // lines above a header that are looked for

/**
 * @throws if the header of the table is further down, below lines that are no rows, such as a title: they have not as many fields as it
 *   has, or empty ones
 */
export function requireHeaderFirst(
  lines: readonly HeadLine[],
  delimiters: readonly string[],
  options: LayoutOptions,
  where: string,
): void {
  const { quoting = 'auto' } = options
  for (const delimiter of delimiters) {
    const rows = lines.slice(0, MOST + 1).map(({ text }) => cellsOf(text, delimiter, quoting))
    const header = rows.findIndex((cells) => isHeader(cells, options))
    if (header <= 0) continue
    const isTitle = (cells: readonly string[]) => cells.length !== rows[header]!.length || cells.includes('')
    if (!rows.slice(0, header).every(isTitle)) continue
    const above = lines[header]!.line - 1
    const got = `${above} ${above === 1 ? 'line' : 'lines'} above it, the first ${quoted(lines[0]!.text.trim())}`
    throw undecidedBut(where, 'the header of a table', got, {
      options: ['skipLines'],
      likely: { skipLines: above },
    })
  }
}

/** Whether a user and an item are named, also where two columns fit. */
function isHeader(cells: readonly string[], options: LayoutOptions): boolean {
  if (cells.length < 2 || !haveUsersAndItems(cells, options.columns)) return false
  try {
    return columnsIn(cells, options, '') !== undefined
  } catch {
    return true
  }
}
