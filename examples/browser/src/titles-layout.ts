import Papa from 'papaparse'

/** How a file of titles is written. */
export interface TitlesLayout {
  readonly delimiter: string
  readonly header: boolean
  /** Columns of the item's id and of its title, from 0. */
  readonly id: number
  readonly title: number
}

/** Lines that the layout is found by. */
export const layoutLines = 50

const delimiters = ['\t', ',', ';', '|']
const named = {
  id: /(^|[^a-z])(id|sku|isbn|asin|ean|gtin|upc|code|key|no|number)$|[a-z]Id$|^(isbn|sku|asin|ean)/i,
  title: /(title|name|label)$/i,
  user: /^(user|uid|reviewer|reader|customer|client|visitor|member|account|buyer|person|session)/i,
  interaction: /(rating|score|stars|timestamp|date|time|epoch|count|weight|quantity)$/i,
}

/**
 * The layout of a file of titles by its first lines, whatever the file is called; undefined where it looks like something
 * else, such as ratings.
 *
 * - MovieLens' `movies.dat` (`::`) and `u.item` (`|`), whose second field is the title
 * - or a table with a header that names no users, and a column of titles: by its name, such as `title` or `artist_name`,
 *   or because it has a different text in nearly every line, beside ids of which none is there twice
 */
export function titlesLayout(firstLines: string): TitlesLayout | undefined {
  const lines = firstLines.split(/\r?\n/).slice(0, layoutLines)
  for (const delimiter of delimiters) {
    const layout = layoutOfTable(lines.join('\n'), delimiter)
    if (layout) return layout
  }
  for (const delimiter of ['::', '|']) {
    const [id, title] = lines[0]!.split(delimiter)
    if (id && title && Number.isNaN(Number(title))) return { delimiter, header: false, id: 0, title: 1 }
  }
  return undefined
}

function layoutOfTable(text: string, delimiter: string): TitlesLayout | undefined {
  const [header = [], ...rows] = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: 'greedy' }).data
  const names = header.map((name) => name.trim())
  if (names.length < 2 || names.some((name) => named.user.test(name))) return undefined
  const byName = names.findIndex((name) => named.title.test(name))
  const id = idColumn(names, byName)
  if (byName >= 0) return { delimiter, header: true, id, title: byName }
  const hasIds = rows.length > 1 && areDifferent(rows, id, 1) && !names.some((name) => /^\d*$/.test(name))
  if (!hasIds) return undefined
  const title = names.findIndex(
    (name, column) => column !== id && !named.interaction.test(name) && areTitles(rows, column),
  )
  return title >= 0 ? { delimiter, header: true, id, title } : undefined
}

/** The first column with a name for ids, else the first one; never that of the titles. */
function idColumn(names: readonly string[], title: number): number {
  const found = names.findIndex((name, column) => column !== title && named.id.test(name))
  if (found >= 0) return found
  return title === 0 ? 1 : 0
}

/** Whether nearly every line has a text of its own in a column, such as a title, and no number or date. */
function areTitles(rows: readonly string[][], column: number): boolean {
  const words = rows.filter((row) => /\p{L}{2}/u.test(row[column] ?? '')).length
  return words >= 0.9 * rows.length && areDifferent(rows, column, 0.8)
}

/** Whether a share of the lines has values that differ in a column. */
function areDifferent(rows: readonly string[][], column: number, share: number): boolean {
  const values = rows.map((row) => row[column]?.trim() ?? '').filter((value) => value !== '')
  return new Set(values).size >= share * rows.length
}
