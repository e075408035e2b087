import { isDigit } from './line-bytes'
import { withoutFormat } from './plain-text'

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i // each digit has one way to match: linear
const ZERO = 48
const POINT = 46
const LONGEST_EXACT = 15 // digits: below 2^53, so that one division rounds as correctly as a parser does
const POWERS_OF_TEN = Array.from({ length: LONGEST_EXACT + 1 }, (_, power) => 10 ** power)
const decoder = new TextDecoder()

/** The number in a text, with or without spaces and marks of direction around it; NaN for other text. */
export function numberIn(text: string): number {
  const plain = withoutFormat(text)
  return NUMBER.test(plain.trim()) ? Number(plain) : Number.NaN
}

/** The same of a text whose decimals may stand after a comma: 4,5. */
export function decimalIn(text: string): number {
  return numberIn(text.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2'))
}

/** Whether the number in bytes[from, to) may have a sign or be zero: quick, for each line of a file. */
export function mayBeNoneOrLess(bytes: Uint8Array, from: number, to: number): boolean {
  return from < to && !(isDigit(bytes[from]!) && isDigit(bytes[to - 1]!) && bytes[from] !== ZERO)
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
