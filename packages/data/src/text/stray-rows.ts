import { fileError, quoted } from './file-error'
import { columnsIn } from './table-layout'

/** Finds rows that are no entries: a header further down, and a row of totals at the end. */
export interface StrayRows {
  /**
   * Call this for the row in which a user comes first.
   *
   * @throws if it is a header: names of a column of users and one of items
   */
  requireEntry(user: string, item: string, line: number): void
  /** Call this at the end. @param last line of the last row @throws if that is a row of totals */
  requireNoTotal(last: number): void
}

const TOTALS: ReadonlySet<string> = new Set([
  ...[
    'total',
    'totals',
    'grand total',
    'sum',
    'subtotal',
    'gesamt',
    'gesamtsumme',
    'summe',
    'somme',
    'total général',
  ],
  ...['totale', 'suma', 'totaal', 'итого', '合計', '总计', '총계'],
])
const LONGEST = 30 // characters of a name

/** @param name of the file, for errors */
export function strayRows(name: string): StrayRows {
  let total: { readonly line: number; readonly user: string } | undefined
  return {
    requireEntry(user, item, line) {
      if (user.length > LONGEST || /\d/.test(user)) return
      if (TOTALS.has(user.trim().toLowerCase())) total = { line, user }
      const where = `${name}:${line}`
      if (!columnsIn([user, item], {}, where)) return
      throw fileError(where, 'an entry', `the header of another table, ${quoted(`${user}, ${item}`)}`)
    },
    requireNoTotal(last) {
      if (total?.line !== last) return
      throw fileError(`${name}:${last}`, 'an entry', `a row of totals, ${quoted(total.user)}`)
    },
  }
}
