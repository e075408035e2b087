/** Words in names that speak of a user or an item, in part of a word too: `N° client`, `Artikelbez.`, `Customer E-Mail`. */
const SUBJECTS = {
  user: /kund|client|customer|user|nutzer|buyer|k(?:ä|ae)ufer|acheteur|usuario|utente|debitor|klient|asiak|partner|kontrahent|compte|konto|cuenta|e-?mail/i,
  item: /artik|article|artículo|articolo|produ|material|towar|tuot|item|variant|sku|\bmodel\b|\br[ée]f(?!und|us|resh)|\bean\b|isbn|gtin|\basin/i,
} as const

/** Words in names of columns that hold something else about it. */
const BESIDES =
  /preis|price|prix|precio|prezzo|cost|amount|betrag|total|sum|tax|menge|anzahl|quant|qty|count|dat[eu]|time|zeit|status|state|type|note|discount|payment|order|bestell|commande|group|gruppe|categor|kateg|detail|behavio|refund|gender|(?:\b|_)(?:age|sex|city|country|segment)(?:\b|_)/i
/** The same of somebody or something else that has ids. */
const OTHERS =
  /brand|marke|supplier|lieferant|vendor|seller|manufact|hersteller|store|shop|warehouse|device|agent/i

/** Words in names of columns that tell one from all others. */
const OF_IDS =
  /(?:\b|_)(?:id|nr|no|num|code|ref|sku|ean)(?:\b|_)|[a-z]Id\b|nummer|number|numéro|n°|r[ée]f(?!und|us|resh)|e-?mail/i

/** Words in names of columns of items that somebody saw, or could have: not those that were chosen. */
const SHOWN = /in_?view|shown|display|impress|expos|candidate|negative|offered|served|recommend/i

/** Beside the number of an order, as PrestaShop has it, what it is a reference of is not sure. */
const BARE_REFERENCE = /^r[ée]f(?:[ée]ren[cz](?:e|ia))?\.?$/i
const OF_AN_ORDER = /order|bestell|commande|pedido|ordine/i

/** Ends what leads to a field: `order.` and `product_id/`. */
const WITHIN = /^(.*)[./](?=.)/
/** What a field of an order may begin with, which says nothing else about it. */
const OF_ORDERS = /^order[ _-](?=customer|partner|user|client)/i

/**
 * The column that is likely one of users or items, by the words in its name, of items rather those that were clicked than those that were
 * shown; undefined without such a name.
 */
export function likelyColumn(names: readonly string[], role: keyof typeof SUBJECTS): string | undefined {
  const isOfOrder = names.some((name) => OF_AN_ORDER.test(name))
  const speaking = names.filter((name) => speaksOf(name, role) && !(isOfOrder && BARE_REFERENCE.test(name)))
  const chosen = speaking.filter((name) => !SHOWN.test(name))
  const likely = chosen.length > 0 ? chosen : speaking
  return likely.find((name) => OF_IDS.test(name)) ?? likely[0]
}

/**
 * Whether a name is likely of ids of users or items, of a kind that is not known: `Product internal no`; not of e-mail addresses.
 *
 * @example isLikelyId('Variant SKU', 'item') // true
 */
export function isLikelyId(name: string, role: keyof typeof SUBJECTS): boolean {
  return OF_IDS.test(name) && !/mail/i.test(name) && speaksOf(name, role)
}

/** Whether a name says that a column has something else than users or items: prices, dates, numbers of orders. */
export function saysElse(name: string): boolean {
  return BESIDES.test(name)
}

/** Whether a name is likely of such a column: of fields that lead to others, the last, or what the last is an id of. */
export function speaksOf(name: string, role: keyof typeof SUBJECTS): boolean {
  const [path, before] = WITHIN.exec(name) ?? ['']
  const last = name.slice(path.length).replace(OF_ORDERS, '')
  if (BESIDES.test(last) || OTHERS.test(last)) return false
  if (SUBJECTS[role].test(last)) return true
  return before !== undefined && OF_IDS.test(last) && speaksOf(before, role)
}
