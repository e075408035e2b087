/** Puts names into SQL as names, whatever they hold. */
export interface Quoting {
  /** A name of one part, such as a column's. */
  name(name: string): string
  /** A table's, with its schema in front if it has a point: `shop.orders`. */
  table(name: string): string
}

function quotingBy(mark: string): Quoting {
  const name = (text: string) => `${mark}${text.replaceAll(mark, mark + mark)}${mark}`
  return { name, table: (text) => tableParts(text).map(name).join('.') }
}

/** As in standard SQL. */
export const doubleQuotes = quotingBy('"')
/** As in MySQL. */
export const backticks = quotingBy('`')

/** The schema, if there is one, and the name of a table. @throws if it is no name, or has three parts */
export function tableParts(table: string): string[] {
  const parts = table.split('.')
  if (parts.length > 2 || parts.includes('')) {
    throw new Error(`table: must be a name, or a schema, a point and a name, got '${table}'`)
  }
  return parts
}

const LONGEST = 63 // bytes of UTF-8, to which PostgreSQL cuts a name without a word

/** @throws if a name is longer than PostgreSQL keeps, so that it would be that of another table or column */
export function requireWholeInPostgres(names: readonly string[]): void {
  for (const name of names) {
    const bytes = Buffer.byteLength(name)
    if (bytes <= LONGEST) continue
    throw new Error(`a name must be at most ${LONGEST} bytes long in PostgreSQL, got '${name}' of ${bytes}`)
  }
}
