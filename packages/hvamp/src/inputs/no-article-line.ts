import { grouped } from '../terminal/format'

/** The items of a file, and how many users each has. */
export interface FoundItems {
  readonly ids: readonly string[]
  readonly users: Int32Array
  /** Number of users of the file. */
  readonly userCount: number
}

/** Shipping, in ids such as SHIPPING, Versandkosten or shipping-express. */
const SHIPPING =
  /^(?:shipping|postage|versand(?:kosten\p{L}*)?|frais[ _-]de[ _-]port|(?:spese|gastos|costes)[ _-]d[ei][ _-](?:spedizione|env[ií]o)|verzendkosten|koszty?[ _-](?:dostawy|wysy[lł]ki|przesy[lł]ki)|frakt|доставка)(?:[ _-][\p{L}\d]*)*$/iu
const SHARE = 0.2 // of all users, that an item has
const TIMES_MEAN = 3 // of the users of an item, that one with such an id has
const TIMES_NEXT = 3 // of the users of the next item
const FEWEST = 20 // items, and users

/**
 * That an item may be no article but a line of many orders, in a line: by an id that says shipping, or by a number of users that no other
 * item comes near; undefined without such an item.
 */
export function noArticleLine(path: string, { ids, users, userCount }: FoundItems): string | undefined {
  if (ids.length < FEWEST || userCount < FEWEST) return undefined
  const least = (TIMES_MEAN * users.reduce((sum, count) => sum + count, 0)) / ids.length
  let [most, count, next] = [0, 0, 0] // the item with most users, their number, and that of the next one
  for (let item = 0; item < ids.length; item++) {
    const own = users[item]!
    if (own > least && SHIPPING.test(ids[item]!)) return line(path, ids[item]!, { count: own, userCount })
    if (own > count) [most, count, next] = [item, own, count]
    else if (own > next) next = own
  }
  if (count < SHARE * userCount || count < TIMES_NEXT * next) return undefined
  return line(path, ids[most]!, { count, userCount }, `, the next one ${grouped(next)}`)
}

function line(
  path: string,
  id: string,
  { count, userCount }: { readonly count: number; readonly userCount: number },
  aside = '',
): string {
  return `${path}: item '${id}' has ${grouped(count)} of ${grouped(userCount)} users${aside}, and may be recommended like others: if it is no article but shipping or a fee, leave out its rows before`
}
