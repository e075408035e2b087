/** Labels of a row of sums, which an export has below its rows, that nobody has for a name. */
const LABELS: ReadonlySet<string> = new Set([
  ...['grand total', 'grand totals', 'sub total', 'subtotal', 'subtotals', 'sub-total', 'totals'],
  ...['gesamtsumme', 'gesamtergebnis', 'zwischensumme', 'teilergebnis', 'total général', 'sous-total'],
  ...['totale complessivo', 'total general', 'suma końcowa', 'eindtotaal', 'subtotaal', 'общий итог'],
  ...['totale generale', 'subtotale', 'suma total', 'total geral', 'suma całkowita', 'suma częściowa'],
  ...['mezisoučet', 'celkový součet', 'medzisúčet', 'végösszeg', 'részösszeg', 'delsumma', 'slutsumma'],
  ...['genel toplam', 'ara toplam', 'загальний підсумок', 'γενικό σύνολο', '総計', '合计', '합계'],
  ...['合計', '小計', '总计', '小计', '총계', '소계'],
])
/** Labels that somebody may have for a name. */
const WORDS: ReadonlySet<string> = new Set([
  ...['total', 'sum', 'gesamt', 'summe', 'somme', 'totale', 'suma', 'totaal', 'итого', 'всего'],
  ...[
    'razem',
    'ogółem',
    'łącznie',
    'celkem',
    'součet',
    'spolu',
    'súčet',
    'összesen',
    'összeg',
    'skupaj',
    'ukupno',
  ],
  ...[
    'totalt',
    'summa',
    'i alt',
    'yhteensä',
    'kokku',
    'kopā',
    'iš viso',
    'insgesamt',
    'endsumme',
    'soma',
    'totales',
  ],
  ...['toplam', 'разом', 'усього', 'всього', 'общо', 'σύνολο'],
])
const LONGEST = 20 // characters

/** Whether a text is surely the label of a row of sums: `Grand Total`, `Subtotal`, `Total:`. */
export function isTotal(text: string): boolean {
  if (text.length > LONGEST) return false
  const label = text.toLowerCase()
  return LABELS.has(label) || (/[:：]$/.test(label) && mayBeTotal(label.slice(0, -1).trim()))
}

/** Whether a text may be such a label: `Total`. */
export function mayBeTotal(text: string): boolean {
  if (text.length > LONGEST) return false
  const label = text.trim().toLowerCase()
  return WORDS.has(label) || LABELS.has(label)
}
