/** Words in names that speak of a user or an item, in part of a word too: `N° client`, `Artikelbez.`, `Customer E-Mail`. */
const SUBJECTS = {
  user: /kund|client|customer|user|nutzer|buyer|k(?:ä|ae)ufer|acheteur|usuario|utente|e-?mail/i,
  item: /artik|article|artículo|articolo|produ|item|sku|\br[ée]f|\bean\b|isbn|gtin|asin/i,
} as const

/** Words in names of columns that hold something else about it. */
const BESIDES =
  /preis|price|prix|precio|prezzo|cost|amount|betrag|total|sum|tax|menge|anzahl|quant|qty|count|dat[eu]|time|zeit|status|state|type|note|discount|payment|order|bestell|commande|group|gruppe|categor|kateg/i

/** Words in names of columns that tell one from all others. */
const OF_IDS =
  /(?:\b|_)(?:id|nr|no|num|code|ref|sku|ean)(?:\b|_)|[a-z]Id\b|nummer|number|numéro|n°|r[ée]f|e-?mail/i

/** The column that is likely one of users or items, by the words in its name; undefined without such a name. */
export function likelyColumn(names: readonly string[], role: keyof typeof SUBJECTS): string | undefined {
  const likely = names.filter((name) => SUBJECTS[role].test(name) && !BESIDES.test(name))
  return likely.find((name) => OF_IDS.test(name)) ?? likely[0]
}
