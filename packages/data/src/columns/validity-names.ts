import { ratingOfWord } from '../values/rating-words'
import { wordsOf } from '../values/words-of-ratings'

/** Words of an order that holds: paid for, confirmed, gone through. */
const VALID = new Set([
  ...[
    'valid',
    'validated',
    'paid',
    'confirmed',
    'completed',
    'success',
    'successful',
    'succeeded',
    'settled',
  ],
  ...[
    'gültig',
    'bezahlt',
    'bestätigt',
    'abgeschlossen',
    'erfolgreich',
    'valide',
    'validé',
    'validée',
    'payé',
  ],
  ...['payée', 'confirmé', 'confirmée', 'válido', 'válida', 'pagado', 'pagada', 'confirmado', 'confirmada'],
  ...['valido', 'valida', 'pagato', 'pagata', 'confermato', 'confermata', 'betaald', 'bevestigd', 'geldig'],
  ...['betald', 'betalt', 'bekräftad', 'bekreftet', 'bekræftet', 'maksettu', 'vahvistettu'],
  ...['zaplaceno', 'uhrazeno', 'zapłacone', 'fizetve', 'ödendi', 'paga'],
  ...['opłacone', 'opłacony', 'potwierdzone', 'оплачен', 'оплачено', 'подтвержден'],
])
/** Words beside such a one that say of what it is: `is_valid`, `order_valid`, `paymentConfirmed`. */
const BESIDE = new Set([
  ...['', 'is', 'was', 'has', 'been', 'ist', 'est', 'es', 'è', 'är', 'er', 'jest', 'czy', 'je'],
  ...['order', 'purchase', 'payment', 'transaction', 'sale', 'bestellung', 'zahlung', 'commande', 'paiement'],
  ...['pedido', 'pago', 'ordine', 'pagamento'],
])

/** Whether a column's name is that of a flag of orders that hold, of which a no says that an order came to nothing: `valid`, `is_paid`. */
export function isValidityName(name: string): boolean {
  const words = wordsOf(name.normalize('NFC')).filter((word) => !BESIDE.has(word))
  return words.length === 1 && VALID.has(words[0]!)
}

/** What a cell of such a flag says, 0 or 1; undefined of what is no flag, such as an amount that was paid or a time. */
export function flagOf(cell: string): 0 | 1 | undefined {
  const digit = /^([01])(?:\.0+)?$/.exec(cell)
  const flag = digit ? Number(digit[1]) : ratingOfWord(cell)
  return flag === 0 || flag === 1 ? flag : undefined
}
