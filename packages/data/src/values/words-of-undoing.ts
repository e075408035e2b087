/** Stems, also within words, of what became of an order that came to nothing, was sent back, or is not paid for: wc-cancelled, geannuleerd, Rückerstattung. */
const STEMS = [
  'cancel|refund|charge-?back|undeliver|remove[ds]?[ _-]?from',
  'storn|erstatt|gutschrift|gel(?:ö|oe)scht|um(?:ge)?tausch|reklam(?:ation|iert|erad|ac[ej])|abgebrochen|abgelehnt|fehlgeschlag|widerruf',
  'r(?:ü|ue)ck(?:send|gabe|zahl|buch|läuf|lauf)|zur(?:ü|ue)ck(?:ge(?:geben|sandt|sch|sendet|zahlt|nommen|bucht)|send|zahl)',
  'retour|annul|rembours|rambursat|reembols|rimbors|devuelt|devolu[cç]|devolvid|anulad|anulat|rechaz|rifiutat|rejeitad|recusad',
  'geweiger|mislukt|terugbeta|teruggest|afgebroken',
  'anulow|zwr[oó][tc]|odrzuc|wymian|nieudan|nieodebran|rezygnacj|niezrealizowan',
  'zruš|vrácen|neúspěšn|selhal|nevyzvednut|töröl(?:t|ve)|visszat[eé]r[ií]t|visszamond|sikertelen',
  'makuler|återbet|återköp|återkall|ångra|ångerköp|krediter|kreditfaktura|kreditnot|avvisa|nekad|avbrut|avbeställ|misslyck|mislyk|kansell|peruute|perutt|palautet|hyvitet|epäonnistu',
  'iptal|başarısız|отмен|возвра[тщ]|отклон|не удал|неудач|скасов|повернен|ακυρ|επιστροφ|απέτυχ',
  'キャンセル|返品|返金|支払い待ち|取消|退款|退货|退貨|未付款|待付款|취소|반품|환불|미결제|결제 ?대기',
]
/** Beginnings of words, which are something else within one. */
const BEGINNINGS = [
  'return(?!able|ing)|reject|declin|denied|fail(?:ed|ure)|revers(?:ed|al)|abandon|abort|expir(?:ed|é|ad|at)|fraud|betrug|refuzat|respins',
  'credit[ _-]?(?:memo|note)|not[ae] (?:de|di) cr[eé]dito|refus[eé]|rejet|échou|échec|fallid|fallit|malsucedid|caducad|crédité|avoir[ _-]émis|e[sș]uat',
  'negad[oa]|denegad|reprovad|n[aã]o (?:foi )?(?:pag[oa](?!\\p{L})|aprovad|autorizad)|no (?:pagad|aprobad|autorizad)',
  'payment[ _-]error|erreur (?:de|du|lors du|au) paiement|zahlungsfehler|error(?: (?:de|del|en|en el|no))? pago|err(?:o|ore) (?:de|di|no|nel) pag|betalingsfout|b[lł][aą]d p[lł]atno',
]
/** The same of what is not paid for yet. */
const UNPAID = [
  'unpaid|not[ _-]paid|manual[ _-]verification|on[ _-]hold|holded|checkout[ _-]draft|pending[ _-]payment|payment[ _-](?:pending|review|due)|await(?:s|ing)[ _-](?:\\p{L}+[ _-]){0,2}payment',
  'unbezahlt|nicht bezahlt|zahlung (?:ausstehend|offen)|ausstehende zahlung|in wartestellung|wart(?:et?|en) auf (?:\\p{L}*zahlung|(?:geld|zahlungs)eingang|überweisung|vorkasse)',
  'impay[eé]|non pay[eé]|attente (?:de |du )?(?:paiement|virement|ch[eè]que)|(?:pendiente|en espera) del? pago|pago pendiente|impagad|in attesa d(?:i|el) pagamento|non pagat',
  '(?:aguarda(?:ndo|r)(?: o)?|pendente de) pagamento|pagamento pendente|(?:wacht(?:end)? op|in afwachting van) (?:de )?\\p{L}*(?:betaling|overschrijving)|onbetaald|niet betaald|verlopen|nepl[aă]tit|plat[aă] [iî]n a[sș]teptare|a[sș]teptarea pl[aă][tț]ii',
  '(?:ocze[kc]|czeka)\\p{L}* na (?:p[lł]atno|wp[lł]at|przelew|zap[lł]at)|nie ?(?:o|za)p[lł]ac|brak (?:wp[lł]aty|p[lł]atno)|wstrzyman',
  'ček[aá]\\p{L}* na (?:platb|zaplac|úhrad)|nezaplacen|neuhrazen|fizetésre vár|nincs (?:ki)?fizet',
  '(?:väntar på|inväntar) \\p{L}*betalning|obetal|ej betal|ikke betal|inte betal|ej slutförd|afventer betaling|venter (?:på )?betaling|ubetal|odottaa maksua|maksamat',
  'ödeme (?:bekleniyor|bekliyor)|ödenmedi|ожида\\p{L}* оплаты|не ?оплачен|очіку\\p{L}* оплати|αναμονή πληρωμής|απλήρωτ',
]
/** The same as whole words, or as all that is said. */
const WHOLE = [
  'void(?:ed)?|lost|rto|rma|reso|nul[aă]?|neridicat[aă]?|nelivrat[aă]?|inversat[aă]?|contestat[aă]?|iade|retur|returer(?:ad|et)?|refusjon',
  '^(?:wc-)?(?:pending|(?:auto-)?draft|trash(?:ed)?|incomplete|disputed)$',
  '^(?:avoir|en attente|en espera|in sospeso|aguardando|[iî]n a[sș]teptare|in de wacht|in afwachting|på (?:hold|vent)|pidossa)$',
  '^(?:pozastaveno|függőben|visszatartva|beklemede|на удержании|保留中?|보류)$',
]
/** What undoes no order: an undoing that was turned down, or is possible for a while yet. */
const NOT_UNDONE =
  /(?:cancel|storn|refund|return|reembols|devolu|rembours|retour)\p{L}*[\s_-]+(?:request[\s_-]+)?(?:denied|rejected|declined|refused|negad|denegad|recusad|rejeitad|rechazad|refus|rejet|abgelehnt|verweigert)\p{L}*|window[\s_-]to[\s_-]cancel|car[eê]ncia para cancel\p{L}*/giu
/** What follows such a word where it is about what may happen, not about what did: returnable, Retourenfrist, refund policy. */
const POSSIBLE =
  '(?!\\p{L}*(?:able|[\\s_-]*(?:frist|recht|m(?:ö|oe)glich|ausgeschlossen|policy|policies|window|period|deadline|terms|until|before|allowed|possible|rate|fee|days|risk|probability|label|customer|visitor|user|buyer)))'
const UNDONE = new RegExp(
  `(?:${STEMS.join('|')}|(?<!\\p{L})(?:${[...BEGINNINGS, ...UNPAID].join('|')}|(?:${WHOLE.join('|')})(?!\\p{L})))${POSSIBLE}`,
  'giu',
)
/** Words that turn round what follows them: Not cancelled, non-refunded, nicht storniert, pas encore remboursé, brak zwrotu; also before the beginning of a word, as in niet ge-annuleerd. */
const NEGATED =
  /(?<!\p{L})(?:not?|non|un|never|without|nicht|kein\p{L}*|nie|ohne|pas|sans|sin|sem|niet|geen|bez|brak|ne|není|žádn\p{L}*|nem|nincs|inte|ej|ingen|inga|inget|ikke|utan|uten|uden|ei|nu|fără|не|без|нет|нема[єе]?|χωρίς)(?:[\s_-]+(?:yet|been|be|ever|noch|encore|de))?(?:[\s_-]+\p{L}{1,3}|[\s_-]*)$/iu
/** Romanian letters as older programs write them, with a cedilla for the comma below. */
const WITH_COMMA: Readonly<Record<string, string>> = { ş: 'ș', Ş: 'Ș', ţ: 'ț', Ţ: 'Ț' }
const LONGEST = 200 // characters of a text that is looked at
const BEFORE = 40 // characters before a word that may negate it

/** What is no order yet, in the whole of a status: `cart` of Spree, `Quotation Sent` of Odoo. */
const UNORDERED = new RegExp(
  `^(?:${[
    '(?:(?:shopping|in|in the)[ _-]?)?(?:cart|basket)|quot(?:e|ation)(?:[ _-]sent)?|estimate|pro[ -]?forma(?:[ -]invoice)?',
    '(?:im )?warenkorb|angebot|(?:au )?panier|devis(?: envoyé)?|(?:en (?:el )?)?carrito|(?:presupuesto|cotización)(?: enviad[oa])?',
    '(?:no )?carrinho|orçamento|(?:nel )?carrello|preventivo|(?:in )?winkel(?:wagen|mand(?:je)?)|offerte|(?:w )?koszyku?',
    'varukorg|offert|(?:indkøbs|handle)?kurv|tilbud|ostoskori|tarjous|sepet(?:te)?|teklif|(?:v )?koší[kc]u?|nabídka|kosár|árajánlat|coș',
    '(?:в )?корзин[аеу]|カート|购物车|購物車|장바구니',
  ].join('|')})$`,
  'iu',
)

/** Whether a status says that nothing was ordered yet: `cart`, `Quotation`. */
export const saysUnordered = (text: string): boolean => UNORDERED.test(text.normalize('NFC').trim())

/** Whether a text says that an order came to nothing, was sent back, or is not paid for yet: `Rejected by bank`, `Credit Memo`; not `Not cancelled`. */
export function saysUndone(text: string): boolean {
  if (text.length > LONGEST) return false
  const plain = text.normalize('NFC').replace(NOT_UNDONE, '')
  const withCommas = plain.replace(/[şţ]/giu, (letter) => WITH_COMMA[letter]!) // in Turkish they are letters of their own
  return hasUndone(plain) || (withCommas !== plain && hasUndone(withCommas))
}

function hasUndone(text: string): boolean {
  for (const { index } of text.matchAll(UNDONE)) {
    if (!NEGATED.test(text.slice(Math.max(0, index - BEFORE), index))) return true
  }
  return false
}
