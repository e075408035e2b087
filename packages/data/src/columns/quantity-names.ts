import { lastKey, saysNoOpinion, wordsOf } from '../values/words-of-ratings'
import { saysUndone } from '../values/words-of-undoing'

/** Words of names of columns in which a cancelled order has a negative number. */
const QUANTITY = new RegExp(
  `^(?:${[
    ...[
      'quantit(?:y|ies)',
      'qn?ty',
      'qtys',
      'units',
      'pieces',
      'pcs',
      'sold',
      'volume',
      'menge',
      'anz',
      'anzahl',
    ],
    ...['st(?:ü|ue)ck', 'stk', 'verkauft', 'quantités?', 'quantites?', 'qt[ée]s?', 'quantit[àa]', 'qt[àa]'],
    ...[
      'cantidad(?:es)?',
      'cant',
      'uds?',
      'unidad(?:es)?',
      'szt',
      'pezzi',
      'stuks',
      'kpl',
      'darab',
      'quantidade',
      'qtde?',
      'aantal',
      'hoeveelheid',
      'antal',
      'antall',
      'ilo[śs][ćc]',
    ],
    ...['kwmeng', 'fkimg', 'lfimg', 'klmeng', 'erfmg', 'bdmng'], // of SAP
    ...['sztuk', 'množství', 'adet', 'miktar', 'количество', '数量', '個数', '수량'],
  ].join('|')})$|(?:quantity|qty|menge|anzahl|st(?:ü|ue)ckzahl)$`,
  'u',
)
/** Words of quantities that say nothing of an order: what is in stock, what a package holds. */
const ELSE = new Set([
  ...['stock', 'available', 'inventory', 'remaining', 'balance', 'bestand', 'lager', 'min', 'minimum', 'max'],
  ...['maximum', 'per', 'pack', 'package', 'box'],
])

/** `Items purchased`, `Net items sold`. */
const ITEMS_BOUGHT = /(?:^| )(?:items|products) (?:purchased|ordered|bought|sold)$/
/** What is taken off a quantity, which does not name another one: `Quantity (- Refund)` of WooCommerce's exports. */
const LESS = /\([-\u2212] ?[\p{L} ]+\)/u

/** Whether a column's name says that it has quantities: `qty`, `Order Item Quantity`, `Bestellte Menge`; not `quantity_refunded`. */
export function isQuantityName(name: string): boolean {
  const words = wordsOf(name.normalize('NFC').replace(LESS, ''))
  if (words.filter((word) => word !== '').join(' ') === 'amount') return true // else of money: tax amount
  if (ITEMS_BOUGHT.test(words.join(' '))) return true
  const isElse = saysNoOpinion(words) || words.some((word) => ELSE.has(word)) || saysUndone(words.join(' '))
  return !isElse && words.some((word) => QUANTITY.test(word))
}

/** The column that has quantities, by its name, of nested fields by the last key, and is not read: of several that of the fewest words, the first. −1 without one. */
export function unreadQuantity(names: readonly string[], read: readonly (number | undefined)[]): number {
  const columns = [...names.keys()].filter(
    (column) => !read.includes(column) && isQuantityName(lastKey(names[column]!)),
  )
  const wordCount = (column: number) => wordsOf(lastKey(names[column]!)).length
  return columns.toSorted((a, b) => wordCount(a) - wordCount(b))[0] ?? -1
}
