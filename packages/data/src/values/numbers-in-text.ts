import { isDigit } from './line-bytes'

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i // each digit has one way to match: linear
const PLAIN_NEGATIVE = /^\s*-(?=[0.,]*[1-9])(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*$/ // nearly all: quick
const SIGN = '[-\u2212\u2013\uff0d]'
const BELOW_ZERO = String.raw`[\p{Sc}\d.,' \u00a0\u202f]*[1-9][\d.,' \u00a0\u202f]*`
/** With the sign before or after, or in the brackets of bookkeepers. */
const NEGATIVE = new RegExp(
  `^(?:${SIGN}${BELOW_ZERO}(?:[\\p{L}\\p{Sc}].*)?|${BELOW_ZERO}${SIGN}|\\(${BELOW_ZERO}\\))$`,
  'u',
)
const LONGEST = 40 // characters of a quantity
const ZERO = 48
const POINT = 46
const LONGEST_EXACT = 15 // digits: below 2^53, so that one division rounds as correctly as a parser does
const POWERS_OF_TEN = Array.from({ length: LONGEST_EXACT + 1 }, (_, power) => 10 ** power)
const decoder = new TextDecoder()

/** The number in a text, with or without spaces around it; NaN for other text. */
export function numberIn(text: string): number {
  return NUMBER.test(text.trim()) ? Number(text) : Number.NaN
}

/** The same of a text whose decimals may stand after a comma: 4,5. */
export function decimalIn(text: string): number {
  return numberIn(text.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2'))
}

/** Whether a cell is a number below zero, of a text however its sign is written: -2, −2, 2-, (2), -1.234,5, -€2, -2 pieces. */
export function isNegative(cell: unknown): boolean {
  if (typeof cell === 'number' || typeof cell === 'bigint') return cell < 0
  if (typeof cell !== 'string') return false
  return PLAIN_NEGATIVE.test(cell) || (cell.length <= LONGEST && NEGATIVE.test(cell.trim()))
}

/** Whether the number in bytes[from, to) may have a sign: quick, for each line of a file. */
export function maySign(bytes: Uint8Array, from: number, to: number): boolean {
  return from < to && !(isDigit(bytes[from]!) && isDigit(bytes[to - 1]!))
}

/** The number in bytes[from, to), without a string for plain decimals. */
export function numberInBytes(bytes: Uint8Array, from: number, to: number): number {
  let digits = 0
  let mantissa = 0
  let point = to
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - ZERO
    if (digit >= 0 && digit <= 9) {
      mantissa = 10 * mantissa + digit
      digits++
    } else if (bytes[at] === POINT && point === to) {
      point = at
    } else {
      return numberIn(decoder.decode(bytes.subarray(from, to)))
    }
  }
  if (digits === 0) return Number.NaN
  if (digits > LONGEST_EXACT) return numberIn(decoder.decode(bytes.subarray(from, to)))
  return point === to ? mantissa : mantissa / POWERS_OF_TEN[to - point - 1]!
}
