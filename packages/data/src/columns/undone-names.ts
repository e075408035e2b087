import { amountSign } from '../values/amount-sign'
import { isMissing } from '../values/missing-ids'
import { ratingOfWord } from '../values/rating-words'
import { standsForNoTime } from '../values/times-of-none'
import { keysOf, wordsOf } from '../values/words-of-ratings'
import { saysUndone, saysUnordered } from '../values/words-of-undoing'
import { isEventCodeName, isEventName } from './event-names'
import { rejects, saysUnwanted } from './rejecting-name'
import { WORDS_OF_MOMENTS } from './time-names'
import { flagOf, isValidityName } from './validity-names'

/** How the cells of a column say that a row was cancelled or sent back. */
export interface UndoneTest {
  /** Whether the name alone says what the cells are about: `returned_at`. */
  readonly isByName: boolean
  /** Whether the name is one of what users did: `event`, `action_type`. */
  readonly isOfEvents?: boolean
  /** Whether it has times, reasons or amounts, by its name. */
  readonly isOfMoments: boolean
  /** Whether a cell is one of a flag, where only a column of flags says so. */
  readonly isFlag?: (cell: string) => boolean
  readonly isUndone: (cell: string) => boolean
}

/** Words of names of columns that say what became of an order, or what a row is: `Line Status`, `order_state`, `document_type`, `Belegart`. */
const STATUS = new RegExp(
  `^(?:${[
    ...['state', 'kind', 'typ', 'type', 'event', 'action', 'outcome', 'result', 'resolution', 'disposition'],
    ...['transaction', 'transaktion', 'vorgang', 'art', 'stand', 'statut', 'é?tat', 'estado', 'situação'],
    ...['stato', 'stav', 'durum', 'статус', 'состояние', '状态', '狀態', '状態', 'ステータス', '상태'],
  ].join('|')})$|status|zustand|(?:beleg|buchungs|vorgangs|auftrags|bewegungs|geschäfts)art$|typ$`,
  'u',
)
const REASON = /^(?:reason|grund)$/
/** Words of names of columns that tell one row from another, or when it was. */
const ELSE = new Set([...['id', 'ids', 'uuid', 'by', 'url'], ...WORDS_OF_MOMENTS])
/** Words of names of columns that say what an article is, which may be a basket: `Product Type`. */
const ARTICLE =
  /^(?:products?|items?|articles?|goods|(?:produkt|artikel|waren)\p{L}*|produits?|productos?|prodotti?)$/u
/** Words of names of columns that have a number. */
const AMOUNT =
  /^(?:amount|total|sum|value|count|price|betrag|summe|montant|importe)$|quantit|qty|menge|anzahl/
/** Keys of a path that say only what its others are: `state.name`. */
const GENERAL = /^(?:name|label|value|code|technical_?name|translat(?:ions|ed)|default)$/i
/** Cells of a column of what was sent back, or of the time, for a row that was not. */
const NOTHING = /^(?:false|f|non?|none|n|nein|nie|nicht|kein\p{L}*|never|(?:not|nicht|non|no|pas)[\s_-].*)$/iu

/** How the cells of a column say that a row was undone, by its name; undefined if it is about something else. */
export function undoneTest(name: string): UndoneTest | undefined {
  if (isValidityName(tellingKey(name))) {
    const isFlag = (cell: string) => flagOf(cell) !== undefined
    return { isByName: false, isOfMoments: false, isFlag, isUndone: (cell) => flagOf(cell) === 0 }
  }
  const words = wordsOf(tellingKey(name).normalize('NFC')).filter((word) => word !== '')
  const isOfMoments = words.some((word) => WORDS_OF_MOMENTS.has(word) || REASON.test(word))
  const isOfEvents = isEventName(words) || isEventCodeName(words)
  const isStatus = words.some((word) => STATUS.test(word))
  if (isStatus && !isOfEvents && words.some((word) => ELSE.has(word))) return undefined
  if (isOfEvents) {
    const isUndone = (cell: string) => saysUndone(cell) || saysUnwanted(cell)
    return { isByName: false, isOfEvents, isOfMoments, isUndone }
  }
  if (isStatus) {
    const isOfArticles = words.some((word) => ARTICLE.test(word))
    const isUndone = (cell: string) => saysUndone(cell) || (!isOfArticles && saysUnordered(cell))
    return { isByName: false, isOfMoments, isUndone }
  }
  if (saysUndone(words.join(' '))) {
    const isAmount = words.some((word) => AMOUNT.test(word))
    const isUndone = isAmount ? (cell: string) => (amountSign(cell) ?? 0) !== 0 : isSomething
    return { isByName: true, isOfMoments: isOfMoments || isAmount, isUndone }
  }
  const [what = '', ...more] = words.filter((word) => !WORDS_OF_MOMENTS.has(word))
  if (isOfMoments && more.length === 0 && rejects(what))
    return { isByName: true, isOfMoments, isUndone: isSomething }
  return words.some((word) => REASON.test(word))
    ? { isByName: false, isOfMoments, isUndone: saysUndone }
    : undefined
}

/** The last key of a path, but for those that say nothing: of `stateMachineState.translations.DEFAULT.name` the first. */
function tellingKey(name: string): string {
  return keysOf(name).findLast((key) => !GENERAL.test(key)) ?? name
}

/** Whether a column's name alone says that its rows were cancelled or sent back: `is_cancelled`, `qty_refunded`, `Storniert`. */
export function isUndoneName(name: string): boolean {
  return undoneTest(name)?.isByName === true
}

/** Whether a cell has a time, a reason, an amount that is not zero, or the yes of a flag. */
function isSomething(cell: string): boolean {
  if (isMissing(cell) || NOTHING.test(cell) || standsForNoTime(cell)) return false
  return ratingOfWord(cell) !== 0 && amountSign(cell) !== 0
}
