import { fileError, quoted } from './file-error'
import type { MissingChoice } from './missing-ids'
import { columnsIn } from './table-layout'
import { mayBeTotal } from './totals'

/** Finds rows that are no entries: a header further down, and a row of totals. */
export interface StrayRows {
  /**
   * Call this for the row in which a user comes first.
   *
   * @throws if it is a header, names of a column of users and one of items; or one of totals among users whose ids have digits
   */
  requireEntry(user: string, item: string, line: number): void
  /** Call this for the row in which an item comes first. @throws if it is a row of totals among items whose ids have digits */
  requireItem(item: string, line: number): void
  /** Call this at the end. @param last line of the last row @throws if that is a row of totals */
  requireNoTotal(last: number): void
}

const LONGEST = 30 // characters of a name
const MOST = 0.9 // of the ids

/**
 * @param name of the file, for errors
 * @param missing whether the word Total is kept as an id
 */
export function strayRows(name: string, missing: MissingChoice): StrayRows {
  const [isTotalUser, isTotalItem] = [totalsAmong(), totalsAmong()]
  let total: { readonly line: number; readonly user: string } | undefined

  function totals(line: number, id: string): Error {
    const got = `a row of totals, ${quoted(id)}: remove the row, or keep it (missing: keep)`
    return fileError(`${name}:${line}`, 'an entry', got)
  }

  return {
    requireEntry(user, item, line) {
      const isTotal = isTotalUser(user)
      if (isTotal === 'number' || user.length > LONGEST) return
      if (missing !== 'keep' && isTotal !== 'no') {
        if (isTotal === 'sure') throw totals(line, user)
        total = { line, user }
      }
      const where = `${name}:${line}`
      if (!columnsIn([user, item], {}, where)) return
      throw fileError(where, 'an entry', `the header of another table, ${quoted(`${user}, ${item}`)}`)
    },
    requireItem(item, line) {
      if (isTotalItem(item) === 'sure' && missing !== 'keep') throw totals(line, item)
    },
    requireNoTotal(last) {
      if (total?.line === last) throw totals(last, total.user)
    },
  }
}

/** Says of ids, each once, whether one is the label of a total: surely where nearly all before have digits. */
function totalsAmong(): (id: string) => 'number' | 'no' | 'doubtful' | 'sure' {
  let before = -1
  let numbered = 0
  return (id) => {
    before++
    if (/\d/.test(id)) {
      numbered++
      return 'number'
    }
    if (!mayBeTotal(id)) return 'no'
    return before > 0 && numbered >= MOST * before ? 'sure' : 'doubtful'
  }
}
