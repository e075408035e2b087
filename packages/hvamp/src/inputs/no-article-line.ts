import { grouped } from '../terminal/format'
import { mostAndNext } from './most-and-next'

/** The items of a file, and how many users each has. */
export interface FoundItems {
  readonly ids: readonly string[]
  readonly users: Int32Array
  /** Number of users of the file. */
  readonly userCount: number
}

/** Shipping, discounts, gift cards, gift wrapping, deposits and bags, in ids such as SHIPPING, Versandkostenpauschale, KORTINGSCODE, gift-card-50 or PANT. */
const NO_ARTICLE = new RegExp(
  `^(?:${[
    'shipping|postage|post(?=$)|dotcom[ _-]?postage|carriage|bank[ _-]charges|versand(?:kosten\\p{L}*)?|frais[ _-]de[ _-]port|(?:spese|gastos|costes)[ _-]d[ei][ _-](?:spedizione|env[ií]o)',
    'verzendkosten|koszty?[ _-](?:dostawy|wysy[lł]ki|przesy[lł]ki)|frakt|доставка',
    'discount\\p{L}*|korting\\p{L}*|rabatt?(?:code|y)?|remise|descuento|sconto|desconto|скидка|coupon|voucher',
    'tips?(?=$)|(?:e[ _-]?)?gift[ _-]?(?:card|voucher|certificate)|(?:geschenk|wert)?gutschein|geschenkkarte|cadeau(?:bon|kaart)|(?:carte|ch[eè]que)[ _-]cadeau',
    '(?:gift[ _-]?wrap(?:ping)?|inpak(?:service)?|cadeauverpakking|geschenkverpackung|emballage[ _-]cadeau|envoltorio[ _-]regalo)',
    '(?:pant|consigne|deposit)(?=$)|pfand(?:artikel)?|statiegeld|(?:carrier|plastic|paper)[ _-]?bag|b[æa]re?pose|(?:trage|papier|plastik)(?:tasche|tüte)|draagtas|sac[ _-](?:kraft|plastique)',
    'tarjeta[ _-]regalo|buono[ _-]regalo|(?:karta|bon)[ _-](?:podarunkow[ay]|prezentowy)|presentkort',
  ].join('|')})(?<rest>[ _-].*)?$`,
  'iu',
)
const SHARE = 0.2 // of all users, that an item has
const TIMES_MEAN = 3 // of the users of an item, that one has whose id says so with further words, as 'Voucher Street' may
const TIMES_NEXT = 3 // of the users of the next item
const FEWEST = 20 // items, and users
const SHOWN = 3
const MOST_FAR = 3 // items that no other one comes near

/**
 * That items may be no articles but lines of many orders, in a line: by an id that says so, as 0 does of what is no product, or by a
 * number of users that no other item comes near, of three at most; undefined without such an item.
 */
export function noArticleLine(path: string, { ids, users, userCount }: FoundItems): string | undefined {
  if (ids.length < FEWEST || userCount < FEWEST) return undefined
  const mean = users.reduce((sum, count) => sum + count, 0) / ids.length
  const hasOne = ids.includes('1') // then ids are counted from 0
  const named = [...ids.keys()].filter((item) => {
    if (users[item]! <= mean) return false
    if (ids[item] === '0') return !hasOne
    const said = NO_ARTICLE.exec(ids[item]!)
    if (!said) return false
    return users[item]! > TIMES_MEAN * mean || !/\p{L}/u.test(said.groups?.rest ?? '')
  })
  const far = farAhead(users, userCount, (item) => !named.includes(item))
  const found = [...far.items, ...named].sort((a, b) => users[b]! - users[a]!)
  if (found.length === 0) return undefined
  const shown = found.slice(0, SHOWN).map((item) => `'${ids[item]}' with ${grouped(users[item]!)}`)
  const more = found.length > SHOWN ? ` and ${grouped(found.length - SHOWN)} more` : ''
  const [subject, its] = found.length === 1 ? ['it is no article', 'its'] : ['they are no articles', 'their']
  const aside = far.items.length > 0 ? ` (the next item has ${grouped(far.next)})` : ''
  return `${path}: ${shown.join(', ')} of ${grouped(userCount)} users${more} may be recommended like other items${aside}: if ${subject} but shipping, a fee or a discount, leave out ${its} rows before`
}

/** The few items that a large share of all users has, and no other one comes near, and how many users the next one has. */
function farAhead(users: Int32Array, userCount: number, isAmong: (item: number) => boolean) {
  const first: number[] = []
  let far = { items: [] as readonly number[], next: 0 }
  while (first.length < MOST_FAR) {
    const most = mostAndNext(users, (item) => isAmong(item) && !first.includes(item))
    if (!most) break
    first.push(most.index)
    if (most.count >= Math.max(SHARE * userCount, TIMES_NEXT * most.next))
      far = { items: [...first], next: most.next }
  }
  return far
}
