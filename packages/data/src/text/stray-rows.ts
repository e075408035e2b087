import { findColumn } from './column-names'
import { fileError, quoted } from './file-error'

/** Finds rows that are no entries: a header further down, and a row of totals at the end. */
export interface StrayRows {
  /**
   * Call this for the row in which a user comes first.
   *
   * @throws if it is a header: names of a column of users and one of items
   */
  requireEntry(user: string, item: string, where: string): void
  /** Call this at the end. @param last place of the last row @throws if that is a row of totals */
  requireNoTotal(last: string): void
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

export function strayRows(): StrayRows {
  let total: { readonly where: string; readonly user: string } | undefined
  return {
    requireEntry(user, item, where) {
      if (user.length > LONGEST || /\d/.test(user)) return
      if (TOTALS.has(user.trim().toLowerCase())) total = { where, user }
      const names = [user, item]
      const [users, items] = (['user', 'item'] as const).map((role) =>
        findColumn([user, item], role, undefined, where),
      )
      if (users! < 0 || items! < 0 || users === items) return
      throw fileError(where, 'an entry', `the header of another table, ${quoted(names.join(', '))}`)
    },
    requireNoTotal(last) {
      if (total?.where === last) throw fileError(last, 'an entry', `a row of totals, ${quoted(total.user)}`)
    },
  }
}
