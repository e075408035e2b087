import { quoted, undecidedBut } from '../values/file-error'
import { type IdName, idName, isEmailName, isUserEmailName } from './id-names'
import { COUNTS, type ColumnRole, KNOWN, LAST_OF_IDS, LAST_OF_RATINGS } from './known-names'
import { isLikelyId } from './likely-columns'
import { isQuantityName } from './quantity-names'
import { withoutClock } from './time-names'

const NAMED = 5 // columns that an error names

const OF_ORDERS = /(?:^|[\s_.-])(?:orders?|invoices?|bestell\p{L}*|commande|pedido)(?:$|[\s_.-])/iu
const isOfOrders = (name: string) => isQuantityName(name) || OF_ORDERS.test(name)

export type { ColumnRole }

export const columnRoles: readonly ColumnRole[] = ['user', 'item', 'rating', 'timestamp']

/** Columns named by the caller: by the name in the header, or by number, from 0. */
export type ColumnChoice = { readonly [role in ColumnRole]?: string | number | undefined }

/**
 * The column for a role in a header: the caller's choice, else the one with a known name, or with the name of an id. −1 without one.
 *
 * Capitals, spaces and punctuation do not matter, nor does RecBole's type after a colon: `User-ID` and `user_id:token` are
 * `userid`. A chosen name may leave the type out, too.
 *
 * @param names for the error, where these are longer
 * @throws if two columns fit equally well
 */
export function findColumn(
  header: readonly string[],
  role: ColumnRole,
  chosen: string | number | undefined,
  where: string,
  names: readonly string[] = header,
): number {
  return onlyColumn(fittingColumns(header, role, chosen), names, role, where)
}

/** All columns that fit a role, by the caller's choice, a known name, or the name of an id. */
export function fittingColumns(
  header: readonly string[],
  role: ColumnRole,
  chosen: string | number | undefined,
): readonly number[] {
  if (typeof chosen === 'number') return Number.isInteger(chosen) && chosen in header ? [chosen] : []
  if (chosen !== undefined) {
    const lower = chosen.toLowerCase()
    const ways = [
      (name: string) => name === chosen,
      (name: string) => name.toLowerCase() === lower,
      (name: string) => withoutType(name.toLowerCase()) === lower,
    ]
    return ways.map((fits) => columnsWhere(header, fits)).find(({ length }) => length > 0) ?? []
  }
  const letters = header.map(plainName)
  const plain = role === 'timestamp' ? letters.map(withoutClock) : letters
  const group = KNOWN[role].findIndex((names) => plain.some((name) => names.includes(name)))
  const known = group < 0 ? [] : columnsWhere(plain, (name) => KNOWN[role][group]!.includes(name))
  if (role === 'rating' && group === LAST_OF_RATINGS && header.some(isOfOrders)) return []
  return role === 'user' || role === 'item' ? withIds(header, plain, role, { known, group }) : known
}

/** Whether a column that was found by its name has ids, and not what users or items are called. */
export function namesIds(name: string, role: 'user' | 'item'): boolean {
  const plain = plainName(name)
  const group = KNOWN[role].findIndex((names) => names.includes(plain))
  return group <= LAST_OF_IDS[role]
}

/** Whether names have both users and items, also where several columns fit: those of a list alone have no users. */
export function haveUsersAndItems(names: readonly string[], columns: ColumnChoice = {}): boolean {
  return (['user', 'item'] as const).every((role) => fittingColumns(names, role, columns[role]).length > 0)
}

/** The known columns, or those of ids in their place; both where they leave the choice open. */
function withIds(
  header: readonly string[],
  plain: readonly string[],
  role: 'user' | 'item',
  { known, group }: { readonly known: readonly number[]; readonly group: number },
): readonly number[] {
  const columns = [...plain.keys()].filter((column) => !known.includes(column))
  const idOf = (column: number) => idName(plain[column]!, role)
  const idsOf = (kind: IdName['kind']) => columns.filter((column) => idOf(column)?.kind === kind)
  if (group === 0 && role === 'item') return known
  if (known.length > 0 && group <= LAST_OF_IDS[role]) {
    const nouns = known.map((column) => idOf(column)?.noun)
    const isOfOne = (column: number) => role === 'user' || nouns.includes(idOf(column)!.noun)
    return [...known, ...idsOf('sure').filter((column) => idOf(column)!.isRival && isOfOne(column))]
  }
  const sure = idsOf('sure')
  if (sure.length > 0) return sure
  if (known.length === 0) {
    const ofUsers = role === 'user' ? columns.filter((column) => isUserEmailName(plain[column]!)) : []
    return ofUsers.length === 0 ? [] : [...ofUsers, ...idsOf('doubtful')]
  }
  const isNamed = group === KNOWN[role].length - 1
  const emails = role === 'user' ? columns.filter((column) => isEmailName(plain[column]!)) : []
  const doubtful = idsOf('doubtful')
  if (isNamed && emails.length === 1 && doubtful.length === 0) return emails
  const likely = columns.filter((column) => !emails.includes(column) && isLikelyId(header[column]!, role))
  const ofName = isNamed ? new Set([...idsOf('further'), ...likely]) : []
  return [...emails, ...known, ...new Set([...doubtful, ...ofName])]
}

/** Whether a name is known for some role, or for quantities. */
function isKnownName(name: string): boolean {
  const plain = plainName(name)
  const isKnown = Object.values(KNOWN).some((groups) => groups.some((names) => names.includes(plain)))
  return isKnown || isQuantityName(name)
}

/** The name of one element of a list: `item_id` of `item_ids`. */
export function elementName(list: string): string {
  return isKnownName(list) ? list : list.replace(/s$/i, '')
}

/** Whether a column's name says that it counts plays or the like. */
export function isCountName(name: string): boolean {
  return COUNTS.includes(plainName(name))
}

/** Numbers of the columns whose names fit. */
export function columnsWhere(names: readonly string[], fits: (name: string) => boolean): number[] {
  return [...names.keys()].filter((column) => fits(names[column]!))
}

/** @param names for the error */
export function onlyColumn(
  found: readonly number[],
  names: readonly string[],
  role: ColumnRole,
  where: string,
): number {
  if (found.length < 2) return found[0] ?? -1
  const several = found
    .slice(0, NAMED)
    .map((column) => quoted(names[column]!))
    .join(' and ')
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : ''
  const option = `columns.${role}`
  const first = names[found[0]!]!
  throw undecidedBut(
    where,
    `one column as ${role}`,
    `${several}${more} (numbers ${found.slice(0, NAMED).join(', ')}, from 0)`,
    {
      options: [option],
      likely: role === 'user' && isEmailName(plainName(first)) ? { [option]: first } : {},
    },
  )
}

/** A name's letters and digits, in lower case, without RecBole's type. */
export function plainName(name: string): string {
  return withoutType(name.toLowerCase()).replace(/[^\p{L}\p{N}]/gu, '')
}

/** A name without the type that RecBole writes behind it. */
export function withoutType(name: string): string {
  return name.replace(/:(token|float)(_seq)?$/, '')
}
