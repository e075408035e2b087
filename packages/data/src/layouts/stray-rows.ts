import { fileError, quoted, undecided } from '../values/file-error'
import { KEEP, type MissingChoice } from '../values/missing-ids'
import { oddIds } from '../values/odd-ids'
import { mayBeTotal } from '../values/totals'
import { columnsIn } from './table-layout'

/** A row with a user that was not seen before. */
interface NewUserRow {
  readonly user: string
  readonly item: string
  /** Its number: a line, or which of the entries it is. */
  readonly at: number
  /** Its place, for errors. */
  readonly where: string
  /** Whether it is the first row of the table. */
  readonly isFirst: boolean
  /** Whether its item was not seen before, either. */
  readonly isItemNew: boolean
}

/** Finds rows that are no entries: a header further down, a row of types or descriptions below the header, totals, a footer. */
export interface StrayRows {
  /**
   * Call this for the row in which a user comes first.
   *
   * @throws if it is a header, names of a column of users and one of items; a rule of one mark; names of types in the first row; or a
   *   row of totals among users whose ids have digits
   */
  requireEntry(row: NewUserRow): void
  /** Call this for the row in which an item comes first. @throws if it is a row of totals among items whose ids have digits */
  requireItem(item: string, where: string): void
  /**
   * Call this at the end.
   *
   * @param last number of the last row
   * @throws if that is a row of totals; if it or the first row has a user and an item that are unlike all others; or if in the last row, whose
   *   user and item are new, one of them has no digits where all others have
   */
  requireNoneOutside(last: number): void
}

const LONGEST = 30 // characters of a name
const MOST = 0.9 // of the ids
const RULE = /^([_=*])\1{2,}$/ // ____, ====; a rule of dashes is a missing id
const TYPE =
  /^(?:n?(?:var)?char2?|character varying|(?:small|big|tiny|u|unsigned )?int(?:eger|8|16|32|64)?|uint(?:8|16|32|64)|serial|long|number|numeric|decimal|float(?:32|64)?|double|string|str|text|utf-?8|object|category|categorical|factor|uuid|guid|token|bool(?:ean)?|date|datetime|timestamp)(?:\s?\(\d+(?:,\s?\d+)?\))?$/i

/** @param missing whether such rows are kept as entries */
export function strayRows(missing: MissingChoice): StrayRows {
  const [isTotalUser, isTotalItem] = [totalsAmong(), totalsAmong()]
  const [users, items] = [oddIds(), oddIds()]
  let total: Pick<NewUserRow, 'user' | 'at' | 'where'> | undefined
  let first: NewUserRow | undefined
  let latest: NewUserRow | undefined // with a user and an item that are new

  function stray(where: string, what: string, shown: string): Error {
    const got = `${what}, ${quoted(shown)}; remove the row, or keep it as an entry`
    return undecided(where, 'an entry', got, [KEEP])
  }

  const totals = (where: string, id: string) => stray(where, 'a row of totals', id)

  /**
   * @throws if the user and the item are unlike all others, and one of them has no digits where all others have; in the last row, where a
   *   footer may have a number or a day, if that one alone is
   */
  function requireAlike({ user, item, where }: NewUserRow, isLast: boolean): void {
    const oddness = [users.oddness(user), items.oddness(item)]
    if (!oddness.includes('no digits') || (oddness.includes(undefined) && !isLast)) return
    const odd = (['a user', 'an item'] as const).filter((_, place) => oddness[place] !== undefined)
    const are = odd.length > 1 ? 'that are' : 'that is'
    throw stray(where, `${odd.join(' and ')} ${are} unlike all others`, `${user}, ${item}`)
  }

  return {
    requireEntry(row) {
      const { user, item, at, where, isFirst, isItemNew } = row
      users.add(user)
      if (isFirst) first = row
      if (isItemNew) latest = row
      const isTotal = isTotalUser(user)
      if (missing !== 'keep' && RULE.test(user) && RULE.test(item))
        throw stray(where, 'a rule', `${user}, ${item}`)
      if (user.length > LONGEST) return
      if (missing !== 'keep' && isFirst && TYPE.test(user) && TYPE.test(item)) {
        throw stray(where, 'a row of types', `${user}, ${item}`)
      }
      if (isTotal === 'number') return
      if (missing !== 'keep' && isTotal !== 'no') {
        if (isTotal === 'sure') throw totals(where, user)
        total = { user, at, where }
      }
      if (!columnsIn([user, item], {}, where)) return
      throw fileError(where, 'an entry', `the header of another table, ${quoted(`${user}, ${item}`)}`)
    },
    requireItem(item, where) {
      items.add(item)
      if (isTotalItem(item) === 'sure' && missing !== 'keep') throw totals(where, item)
    },
    requireNoneOutside(last) {
      if (total?.at === last) throw totals(total.where, total.user)
      if (missing === 'keep') return
      if (first) requireAlike(first, false)
      if (latest?.at === last) requireAlike(latest, true)
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
