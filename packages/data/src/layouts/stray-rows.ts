import { fileError, quoted, undecided } from '../values/file-error'
import { KEEP, keepsIds, type MissingChoice } from '../values/missing-ids'
import { oddIds } from '../values/odd-ids'
import { mayBeTotal } from '../values/totals'
import { columnsIn } from './table-layout'

/** A row with a user or an item that was not seen before. */
interface NewRow {
  readonly user: string
  readonly item: string
  /** Its number: a line, or which of the entries it is. */
  readonly at: number
  /** Its place, for errors. */
  readonly where: string
  /** Whether it is the first row of the table. */
  readonly isFirst: boolean
  readonly isUserNew: boolean
  readonly isItemNew: boolean
}

/** Finds rows that are no entries: a header further down, a row of types or descriptions below the header, totals, a footer. */
export interface StrayRows {
  /**
   * Call this for a row in which a user or an item comes first: false for one that is no entry, and to be left out.
   *
   * @throws if it is a header, names of a column of users and one of items; or, unless such rows are left out, a rule of one mark; names of
   *   types in the first row; or a row of totals among users or items whose ids have digits
   */
  isEntry(row: NewRow): boolean
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
const ARGUMENT = String.raw`(?:\d+|'[\w/+-]+')`
const PLAIN_TYPE = [
  'n?(?:var)?char2?|character varying|(?:small|big|tiny|u|unsigned )?int(?:eger|8|16|32|64|128|256)?|uint(?:8|16|32|64|128|256)',
  'serial|long|number|numeric|decimal(?:32|64|128|256)?|float(?:32|64)?|double|(?:fixed)?string|str|text|utf-?8|object',
  'category|categorical|factor|uuid|guid|token|bool(?:ean)?|date(?:32)?|datetime(?:64)?|timestamp',
].join('|')
const OF_TIBBLE = '<(?:int|int64|dbl|chr|fct|ord|lgl|date|dttm|time)>'
/** A type, also in others, such as ClickHouse's `LowCardinality(Nullable(String))`. */
const TYPE = new RegExp(
  String.raw`^(?:(?:(?:lowcardinality|nullable)\()*(?:${PLAIN_TYPE})(?:\s?\(${ARGUMENT}(?:,\s?${ARGUMENT})*\))?\)*|${OF_TIBBLE})$`,
  'i',
)

/**
 * @param missing whether such rows are kept as entries, left out or refused
 * @param inPlace makes a further way out of the error of a row that may be one of the last, or is the last
 */
export function strayRows(
  missing: MissingChoice,
  inPlace: (error: Error, isLast: boolean) => Error = (error) => error,
): StrayRows {
  const [isTotalUser, isTotalItem] = [totalsAmong(), totalsAmong()]
  const [users, items] = [oddIds(), oddIds()]
  let total: Pick<NewRow, 'user' | 'at' | 'where'> | undefined
  let first: NewRow | undefined
  let latest: NewRow | undefined // with a user and an item that are new

  function stray(where: string, what: string, shown: string, options: readonly string[] = []): Error {
    const got = `${what}, ${quoted(shown)}; remove the row, or keep it as an entry`
    return undecided(where, 'an entry', got, [...options, KEEP])
  }

  const totals = (where: string, id: string) => stray(where, 'a row of totals', id)

  /** False, for a row that is left out. @throws if it is not */
  function leaveOut(where: string, what: string, shown: string): false {
    if (missing !== 'skip') throw inPlace(stray(where, what, shown, ['missing']), false)
    return false
  }

  /**
   * @throws if the user and the item are unlike all others, and one of them has no digits where all others have; in the last row, where a
   *   footer may have a number or a day, if that one alone is
   */
  function requireAlike({ user, item, where }: NewRow, isLast: boolean): void {
    const oddness = [users.oddness(user), items.oddness(item)]
    if (!oddness.includes('no digits') || (oddness.includes(undefined) && !isLast)) return
    const odd = (['a user', 'an item'] as const).filter((_, place) => oddness[place] !== undefined)
    const are = odd.length > 1 ? 'that are' : 'that is'
    const error = stray(where, `${odd.join(' and ')} ${are} unlike all others`, `${user}, ${item}`)
    throw isLast ? inPlace(error, true) : error
  }

  return {
    isEntry(row) {
      const { user, item, at, where, isFirst, isUserNew, isItemNew } = row
      const isTotal = isUserNew ? isTotalUser(user) : 'no'
      const isTotalOfItems = isItemNew && isTotalItem(item) === 'sure'
      if (!keepsIds(missing)) {
        const both = `${user}, ${item}`
        if (isUserNew && RULE.test(user) && RULE.test(item)) return leaveOut(where, 'a rule', both)
        if (isFirst && TYPE.test(user) && TYPE.test(item)) return leaveOut(where, 'a row of types', both)
        if (isTotal === 'sure') return leaveOut(where, 'a row of totals', user)
        if (isTotalOfItems) return leaveOut(where, 'a row of totals', item)
        if (isTotal === 'doubtful') total = { user, at, where }
      }
      if (isItemNew) items.add(item)
      if (!isUserNew) return true
      users.add(user)
      if (isFirst) first = row
      if (isItemNew) latest = row
      if (user.length > LONGEST || isTotal === 'number') return true
      if (!columnsIn([user, item], {}, where)) return true
      throw fileError(where, 'an entry', `the header of another table, ${quoted(`${user}, ${item}`)}`)
    },
    requireNoneOutside(last) {
      if (total?.at === last) throw inPlace(totals(total.where, total.user), true)
      if (keepsIds(missing)) return
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
