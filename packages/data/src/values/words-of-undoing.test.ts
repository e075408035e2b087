import { expect, it } from 'vitest'
import { saysUndone } from './words-of-undoing'

it.each([
  ...['pending_payment', 'Pending', 'wc-on-hold', 'payment_review', 'Unpaid', 'Not paid', 'Awaiting payment'],
  ...['Gelöscht', 'geloescht', 'Umtausch', 'umgetauscht', 'Reklamation', 'Reklamacja', 'Wymiana'],
  ...['Zahlung ausstehend', 'En attente de virement bancaire', 'Pendiente de pago', 'Onbetaald', '待付款'],
  ...['Créditée', 'Avoir émis', 'Avoir', 'Erreur de paiement', 'Payment error', 'Error en pago'],
  ...['Errore di pagamento', 'Erro de pagamento', 'Suspected Fraud', 'Betalingsfout', 'Zahlungsfehler'],
  ...[
    'wc-cancelled',
    'Canceled',
    'partially_refunded',
    'Rejected by bank',
    'Payment failed',
    'Declined',
    'Denied',
  ],
  ...[
    'Credit Memo',
    'Return',
    'Returned to sender',
    'Chargeback',
    'Reversed',
    'Voided',
    'Abandoned',
    'Expired',
  ],
  ...[
    'Lost',
    'RTO',
    'Undelivered',
    'remove_from_cart',
    'Storniert',
    'Stornierung',
    'Rücksendung',
    'Ruecksendung',
  ],
  ...[
    'Rückerstattung',
    'zurückgegeben',
    'Gutschrift',
    'Retoure',
    'abgebrochen',
    'Annulé',
    'Retourné',
    'remboursée',
  ],
  ...[
    'Devolución',
    'Cancelado',
    'Rechazado',
    'nota de crédito',
    'Anulowane',
    'Zwrot',
    'Geannuleerd',
    'Отменён',
  ],
  ...[
    '取消',
    '返品',
    'キャンセル',
    '退款',
    'Ru\u0308cksendung',
    'No answer, cancelled',
    'nicht zugestellt: Retoure',
  ],
])('%s says that an order came to nothing', (text) => {
  expect(saysUndone(text)).toBe(true)
})

it.each([
  ...[
    'Complete',
    'Paid',
    'Delivered',
    'Not cancelled',
    'Offen',
    'Umtausch möglich',
    'Umtauschfrist',
    'Offene Lieferung',
    'not_yet_refunded',
    'No refund',
    'Never returned',
    'unrefunded',
  ],
  ...[
    'non-refunded',
    'nicht storniert',
    'noch nicht erstattet',
    'kein Retoure',
    'pas encore remboursé',
    'sin devolución',
  ],
  ...[
    'Returning customer',
    'Returning',
    'return customer',
    'returnable',
    'refundable',
    'Retourenfrist abgelaufen',
  ],
  ...[
    'refund policy accepted',
    'turn',
    'avoid',
    'lostfound',
    'preorder',
    'zurückgestellt',
    `cancelled ${'x'.repeat(200)}`,
  ],
])('%s does not', (text) => {
  expect(saysUndone(text)).toBe(false)
})
