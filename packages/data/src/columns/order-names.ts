import { wordsOf } from '../values/words-of-ratings'
import { findColumn, plainName } from './column-names'
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
 * The column that has the numbers of orders, or of what else several rows have together: `Bestellnr`, `N° de commande`, `invoice_no`, and
 * Shopify's `Name`; undefined without one.
 */
export function orderNumbers(names: readonly string[]): number | undefined {
  const spaced = names.map(spacedName)
  const ofLines = spaced.some((name) => name.startsWith('lineitem '))
  return firstOf([
    ofLines ? spaced.indexOf('name') : -1, // before its receipt number, which is empty
    spaced.findIndex((name) => NUMBERED.test(name)),
    spaced.findIndex((name) => DOCUMENTS.includes(name)),
    spaced.findIndex((name) => NEARLY.test(name)),
  ])
}

/** Whether a name is of numbers of orders or of what else several rows have together: `Bestellnummer`, `transaction_id`; not `order` alone. */
export function isOrderNumber(name: string): boolean {
  return NUMBERED.test(spacedName(name))
}

/** The column that tells which rows are of one order, or of one time; undefined without one. */
export function orderColumn(names: readonly string[]): number | undefined {
  return (
    orderNumbers(names) ??
    firstOf([
      names.findIndex((name) => findColumn([name], 'timestamp', undefined, '') === 0),
      names.findIndex((name) => wordsOf(name).some((word) => WORDS_OF_TIMES.has(word))),
      names.findIndex((name) => DEEDS.includes(plainName(name))),
    ])
  )
}

function spacedName(name: string): string {
  return wordsOf(name.normalize('NFC'))
    .filter((word) => word !== '')
    .join(' ')
}

const firstOf = (columns: readonly number[]) => columns.find((column) => column >= 0)
