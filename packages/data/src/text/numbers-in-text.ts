const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i // each digit has one way to match: linear
const NEGATIVE = /^\s*-(?=[0.,]*[1-9])(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*$/ // one with decimals or without
const ZERO = 48
const POINT = 46
const LONGEST_EXACT = 15 // digits: below 2^53, so that one division rounds as correctly as a parser does
const POWERS_OF_TEN = Array.from({ length: LONGEST_EXACT + 1 }, (_, power) => 10 ** power)
const decoder = new TextDecoder()

/** The number in a text, with or without spaces around it; NaN for other text. */
export function numberIn(text: string): number {
  return NUMBER.test(text.trim()) ? Number(text) : Number.NaN
}

/** Whether a cell is a number below zero, also a text with a decimal comma. */
export function isNegative(cell: unknown): boolean {
  return typeof cell === 'string' ? NEGATIVE.test(cell) : typeof cell === 'number' && cell < 0
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
