/** Stems, also within words, of what became of an order that came to nothing, was sent back, or is not paid for: wc-cancelled, geannuleerd, Rückerstattung. */
const STEMS = [
  ...[
    'cancel',
    'refund',
    'charge-?back',
    'undeliver',
    'remove[ds]?[ _-]?from',
    'storn',
    'erstatt',
    'gutschrift',
  ],
  ...['gel(?:ö|oe)scht', 'um(?:ge)?tausch', 'reklam(?:ation|iert|acj)', 'wymian'],
  ...['abgebrochen', 'abgelehnt', 'fehlgeschlag', 'widerruf', 'r(?:ü|ue)ck(?:send|gabe|zahl|buch|läuf|lauf)'],
  ...[
    'zur(?:ü|ue)ck(?:ge(?:geben|sandt|sch|sendet|zahlt|nommen|bucht)|send|zahl)',
    'retour',
    'annul',
    'rembours',
    'reembols',
    'rimbors',
    'devuelt',
  ],
  ...['devolu[cç]', 'devolvid', 'anulad', 'anulow', 'rechaz', 'rifiutat', 'rejeitad', 'recusad', 'geweiger'],
  ...['mislukt', 'terugbeta', 'teruggest', 'zwr[oó][tc]', 'odrzuc', 'zruš', 'vrácen', 'makuler', 'återbet'],
  ...[
    'avbrut',
    'kansell',
    'peruute',
    'perutt',
    'palautet',
    'töröl',
    'iptal',
    'отмен',
    'возвра[тщ]',
    'отклон',
  ],
  ...[
    'скасов',
    'повернен',
    'キャンセル',
    '取消',
    '返品',
    '返金',
    '退款',
    '退货',
    '退貨',
    '취소',
    '반품',
    '환불',
    ...['未付款', '待付款', '미결제'],
  ],
]
/** Beginnings of words, which are something else within one. */
const BEGINNINGS = [
  ...[
    'return(?!able|ing)',
    'reject',
    'declin',
    'denied',
    'fail(?:ed|ure)',
    'revers(?:ed|al)',
    'abandon',
    'abort',
  ],
  ...[
    'expir(?:ed|é|ad|at)',
    'credit[ _-]?(?:memo|note)',
    'not[ae] (?:de|di) cr[eé]dito',
    'refus[eé]',
    'rejet',
  ],
  ...['fraud', 'betrug', 'payment[ _-]error', 'erreur (?:de|du|lors du|au) paiement', 'zahlungsfehler'],
  ...['error(?: (?:de|del|en|en el|no))? pago', 'err(?:o|ore) (?:de|di|no|nel) pag', 'betalingsfout'],
  // not paid for yet
  ...['unpaid', 'not[ _-]paid', 'on[ _-]hold', 'holded', 'checkout[ _-]draft', 'pending[ _-]payment'],
  ...['payment[ _-](?:pending|review|due)', 'await(?:s|ing)[ _-]payment', 'unbezahlt', 'nicht bezahlt'],
  ...['zahlung (?:ausstehend|offen)', 'wartet auf zahlung', 'impay[eé]', 'non pay[eé]'],
  ...[
    'en attente (?:de|du) (?:paiement|virement|ch[eè]que)',
    'pendiente de pago',
    'pago pendiente',
    'impagad',
  ],
  ...['in attesa di pagamento', 'non pagat', '(?:aguardando|pendente de) pagamento', 'pagamento pendente'],
  ...[
    'wacht op betaling',
    'onbetaald',
    'oczekuje na p[lł]atno',
    'nieop[lł]acon',
    'ожидает оплаты',
    'не оплачен',
  ],
  ...['échou', 'échec', 'fallid', 'fallit', 'caducad', 'crédité', 'avoir[ _-]émis'],
]
const WHOLE = [
  '^avoir$',
  '^pending$',
  'void(?:ed)?',
  'lost',
  'rto',
  'rma',
  'reso',
  'iade',
  'retur',
  'returer(?:ad|et)?',
]
/** What follows such a word where it is about what may happen, not about what did: returnable, Retourenfrist, refund policy. */
const POSSIBLE =
  '(?!\\p{L}*(?:able|[\\s_-]*(?:frist|recht|m(?:ö|oe)glich|ausgeschlossen|policy|policies|window|period|deadline|terms|until|before|allowed|possible|rate|fee|days|risk|probability|label|customer|visitor|user|buyer)))'
const UNDONE = new RegExp(
  `(?:${STEMS.join('|')}|(?<!\\p{L})(?:${BEGINNINGS.join('|')}|(?:${WHOLE.join('|')})(?!\\p{L})))${POSSIBLE}`,
  'giu',
)
/** Words that turn round what follows them: Not cancelled, non-refunded, nicht storniert, pas encore remboursé. */
const NEGATED =
  /(?<!\p{L})(?:not?|non|un|never|without|nicht|kein\p{L}*|nie|ohne|pas|sans|sin|sem|niet|geen|bez|не|без|нет)(?:[\s_-]+(?:yet|been|be|ever|noch|encore|de))?[\s_-]*$/iu
const LONGEST = 200 // characters of a text that is looked at
const BEFORE = 40 // characters before a word that may negate it

/** Whether a text says that an order came to nothing, was sent back, or is not paid for yet: `Rejected by bank`, `Credit Memo`; not `Not cancelled`. */
export function saysUndone(text: string): boolean {
  if (text.length > LONGEST) return false
  const plain = text.normalize('NFC')
  for (const { index } of plain.matchAll(UNDONE)) {
    if (!NEGATED.test(plain.slice(Math.max(0, index - BEFORE), index))) return true
  }
  return false
}
