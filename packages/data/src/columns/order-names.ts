import { wordsOf } from '../values/words-of-ratings'
import { columnsWhere, findColumn, plainName } from './column-names'
import { oneOf } from './one-of'
import { WORDS_OF_TIMES } from './time-names'

/** What several rows have together, by nouns that are no answers about an item: alone they have its number. */
const DOCUMENTS = [
  ...[
    'invoice',
    'receipt',
    'transaction',
    'session',
    'bestellung',
    'auftrag',
    'beleg',
    'rechnung',
    'vorgang',
  ],
  ...[
    'kassenbon',
    'lieferschein',
    'verkaufsbeleg',
    'transaktion',
    'commande',
    'facture',
    'pedido',
    'factura',
    'ordine',
  ],
  ...['fattura', 'scontrino', 'bestelling', 'factuur', 'encomenda', 'fatura', 'ordre', 'faktura'],
  ...['vbeln', 'beställning', 'bestilling', 'zamówienie', 'paragon', 'objednávka'],
]
/** Nouns that may be answers, or places in a list, too: `cart` of 0 and 1, `order` of 1, 2 and 3. */
const DEEDS = [
  ...['order', 'basket', 'cart', 'ticket', 'visit', 'purchase', 'sale', 'booking', 'checkout', 'bon', 'kauf'],
  ...['verkauf', 'warenkorb', 'buchung', 'panier', 'achat', 'vente', 'compra', 'venta', 'carrito', 'recibo'],
  ...['orden', 'transacción', 'transaccion', 'acquisto', 'vendita', 'carrello', 'ricevuta', 'transazione'],
  ...['aankoop', 'verkoop', 'winkelwagen', 'transactie', 'venda', 'carrinho', 'transação', 'köp', 'kvitto'],
  ...['zamówienia', 'faktury', 'objednávky', 'bestell', 'bestel'],
]
const NUMBER = [
  ...[
    'id',
    'nr',
    'no',
    'num',
    'number',
    'nummer',
    'code',
    'codice',
    'codigo',
    'código',
    'key',
    'name',
    'uuid',
  ],
  ...['ref', 'reference', 'référence', 'referencia', 'numéro', 'numero', 'número', 'číslo', 'numer'],
]
const NOUN = `(?:${oneOf([...DOCUMENTS, ...DEEDS])})(?:s|en)?`
const OF = '(?: ?(?:de|du|del|della|dell|di|d|do|da|van|der|of|the|la|l))*'
/** `amazon order id`, `bestellnr`, `n de commande`. */
const NUMBERED = new RegExp(
  `(?:^| )${NOUN} ?(?:${oneOf(NUMBER)})$|^(?:${oneOf([...NUMBER, 'n', 'nº'])})${OF} ?${NOUN}$`,
  'u',
)
/** The same with other words between them, as an order's item has. */
const NEARLY = new RegExp(`(?:^| )${NOUN} .* (?:${oneOf(NUMBER)})$`, 'u')

/**
 * The columns that may have the numbers of orders, or of what else several rows have together, likelier ones first: `Bestellnr`, `N° de
 * commande`, `invoice_no`, and Shopify's `Name`.
 */
export function orderNumbers(names: readonly string[]): readonly number[] {
  const spaced = names.map(spacedName)
  const ofLines = spaced.some((name) => name.startsWith('lineitem '))
  return eachOnce([
    ...columnsWhere(spaced, (name) => ofLines && name === 'name'), // before its receipt number, which is empty
    ...columnsWhere(spaced, (name) => NUMBERED.test(name)),
    ...columnsWhere(spaced, (name) => DOCUMENTS.includes(name)),
    ...columnsWhere(spaced, (name) => NEARLY.test(name)),
  ])
}

/** Whether a name is of numbers of orders or of what else several rows have together: `Bestellnummer`, `transaction_id`; not `order` alone. */
export function isOrderNumber(name: string): boolean {
  return NUMBERED.test(spacedName(name))
}

/** The columns that may tell which rows are of one order, or of one time, likelier ones first. */
export function orderColumns(names: readonly string[]): readonly number[] {
  return eachOnce([
    ...orderNumbers(names),
    ...columnsWhere(names, (name) => findColumn([name], 'timestamp', undefined, '') === 0),
    ...columnsWhere(names, (name) => wordsOf(name).some((word) => WORDS_OF_TIMES.has(word))),
    ...columnsWhere(names, (name) => DEEDS.includes(plainName(name))),
  ])
}

function spacedName(name: string): string {
  return wordsOf(name.normalize('NFC'))
    .filter((word) => word !== '')
    .join(' ')
}

const eachOnce = (columns: readonly number[]) => [...new Set(columns)]
