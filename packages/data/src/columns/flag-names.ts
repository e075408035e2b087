import { wordsOf } from '../values/words-of-ratings'
import { plainName } from './column-names'

const WORDS = new Set([
  ...['verified', 'gift', 'gifted', 'mobile', 'weekend', 'holiday', 'vine', 'new', 'premium', 'member'],
  ...['gender', 'sex', 'male', 'female', 'discount', 'discounted', 'coupon', 'train', 'test', 'validation'],
  ...['reorder', 'reordered', 'subscribed', 'newsletter', 'shipped', 'shipping', 'paid', 'prepaid'],
  ...['preorder', 'preordered', 'backorder', 'backordered', 'refurbished', 'fulfilled', 'reviewed'],
  ...['taxable', 'guest', 'express', 'voucher', 'promo', 'promotion', 'wholesale', 'marketing', 'invoiced'],
  ...['neu', 'bar', 'eilt', 'gewerblich', 'versendet', 'verschickt', 'geliefert', 'abgeholt', 'gemahnt'],
  ...['cadeau', 'livré', 'livrée', 'expédié', 'expédiée', 'facturé', 'nouveau', 'nouvelle', 'remise'],
  ...['regalo', 'enviado', 'entregado', 'descuento', 'urgente', 'facturado', 'nuevo', 'nueva', 'promoción'],
  ...['nuovo', 'nuova', 'sconto', 'spedito', 'consegnato', 'fatturato', 'promozione', 'buono'],
  ...['verzonden', 'geleverd', 'spoed', 'zakelijk', 'nieuw', 'nieuwe', 'kadootje'],
  ...['pago', 'presente', 'entregue', 'desconto', 'novo', 'nova', 'betald', 'betalt', 'gåva', 'gave'],
])
/** Beginnings of words, in languages that join them: Geschenkverpackung, Neukunde, betaald. */
const BEGINNINGS =
  /^(?:bezahl|sonderpreis|sonderangebot|aktionspreis|aktionsartikel|reduziert|geschenk|gutschein|rabatt|neukund|stammkund|bestandskund|gastbestell|privatkund|firmenkund|geschäftskund|express|versand|vorkasse|nachnahme|abholung|selbstabhol|lastschrift|mahnung|teilliefer|pay[ée]|réglé|promo|coupon|cup[oó]n|cupom|cupão|pagad|pagat|betaa?l|korting|waardebon|cadeau|opłacon|prezent|wysłan|kupon)/u
const NAMES = new Set([
  ...['newcustomer', 'isgift', 'isfemale', 'ismale', 'ismobile', 'isweekend', 'isverified', 'b2b', 'isb2b'],
  ...['bonderéduction', 'bondereduction', 'bondachat', 'codepromo'],
])

/** Whether a column's name is that of a flag of an order, a row or a user, which is no verdict though it has the values of one. */
export function isFlagName(name: string): boolean {
  const normal = name.normalize('NFC')
  return (
    wordsOf(normal).some((word) => WORDS.has(word) || BEGINNINGS.test(word)) || NAMES.has(plainName(normal))
  )
}
