import { CURRENCY_BEFORE } from './currency'
import { withoutFormat, withPlainDigits } from './plain-text'

const PLAIN_NEGATIVE = /^\s*-(?=[0.,]*[1-9])(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*$/ // nearly all: quick
const SIGN = '[-\u2010\u2011\u2212\u2013\uff0d]'
const MAY_BE_NEGATIVE = new RegExp(`${SIGN}|\\(`)
const MAY_BE_NONE = /^[^1-9]*0[^1-9]*$/
/** What stands behind the mark of decimals: digits, or the dash of whole amounts, as in 19,- */
const DECIMALS = String.raw`[.,](?:\d+|[-\u2013\u2014]{1,2})?`
const DIGITS = [
  String.raw`\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:${DECIMALS})?`,
  String.raw`\d{1,2}(?:,\d\d)*,\d{3}(?:${DECIMALS})?`, // 1,23,456.00 in India
  String.raw`\d+(?:${DECIMALS})?`,
  String.raw`[.,]\d+`,
].join('|')
const BEHIND = String.raw`(?:\p{Sc}|%|\p{L}{2,3}\.?)`
const AMOUNT = new RegExp(
  [
    String.raw`^(?<open>\()?(?<first>${SIGN}|\+)?\s*(?:${CURRENCY_BEFORE}\s*)?(?<open2>\()?(?<inner>${SIGN})?\s*(?<digits>${DIGITS})`,
    String.raw`(?:\s?(?<last>${SIGN})(?:\s*${BEHIND})?|\s*${BEHIND}(?<behind>${SIGN})|\s*[\p{L}\p{Sc}%]\D*)?\)?$`,
  ].join(''),
  'iu',
)
const LONGEST = 40 // characters of an amount

/**
 * Whether a cell is an amount above zero (1), below (-1) or zero (0), however it is written: with a sign before or behind or the brackets of
 * bookkeepers, a currency or a unit before or behind, a decimal comma or point, marks of thousands. Undefined for another text.
 *
 * @example amountSign('0,00 €') // 0
 */
export function amountSign(cell: unknown): -1 | 0 | 1 | undefined {
  if (typeof cell === 'number' || typeof cell === 'bigint') return signOf(Number(cell))
  if (typeof cell !== 'string' || cell.length > LONGEST) return undefined
  const parts = AMOUNT.exec(withPlainDigits(withoutFormat(cell)).trim())?.groups
  if (!parts) return undefined
  const { digits = '', open, open2, first, inner, last, behind } = parts
  if (!/[1-9]/.test(digits)) return 0
  const isBelow = open ?? open2 ?? inner ?? last ?? behind ?? (first === '+' ? undefined : first)
  return isBelow === undefined ? 1 : -1
}

function signOf(number: number): -1 | 0 | 1 | undefined {
  if (Number.isNaN(number)) return undefined
  return number === 0 ? 0 : number < 0 ? -1 : 1
}

/**
 * -1 of an amount below zero, however it is written (-2, −2, 2-, (2), -1.234,5, -€2, -2 pieces), 0 of none; undefined of any other cell.
 * Quick, for each row of a file.
 *
 * @example signOfNoneOrLess('(2)') // -1
 */
export function signOfNoneOrLess(cell: unknown): -1 | 0 | undefined {
  if (typeof cell === 'string') {
    if (PLAIN_NEGATIVE.test(cell)) return -1
    if (!MAY_BE_NEGATIVE.test(cell) && !MAY_BE_NONE.test(cell)) return undefined
  }
  const sign = amountSign(cell)
  return sign === 1 ? undefined : sign
}
