import Papa from 'papaparse'

/** How a file of titles is written; its first column is the item's id. */
export interface TitlesLayout {
  readonly delimiter: string
  readonly header: boolean
  /** Column of the title, from 0. */
  readonly title: number
}

/**
 * The layout of a file of titles by its first line; undefined where it looks like something else, such as ratings.
 *
 * Either a header with a column such as `title` or `artist_name` and none of users, or MovieLens' `movies.dat` (`::`) and
 * `u.item` (`|`), whose second field is the title.
 */
export function titlesLayout(firstLine: string): TitlesLayout | undefined {
  for (const delimiter of ['\t', ',', ';', '|']) {
    const header = Papa.parse<string[]>(firstLine, { delimiter, newline: '\n' }).data[0]?.map(plain) ?? []
    const title = header.findIndex((name, column) => column > 0 && /(title|name)$/.test(name))
    const hasUsers = header.some((name) => /^(user|uid|reviewer|customer|visitor)/.test(name))
    if (title > 0 && !hasUsers) return { delimiter, header: true, title }
  }
  for (const delimiter of ['::', '|']) {
    const [id, title] = firstLine.split(delimiter)
    if (id && title && Number.isNaN(Number(title))) return { delimiter, header: false, title: 1 }
  }
  return undefined
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
