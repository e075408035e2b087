import { type Range, significantDigits } from './axis'

const mantissas = 9 * 10 ** (significantDigits - 1) // of one power of ten

/** Number of values that are drawn from a range: integers, or numbers of four digits; infinite where these reach 0. */
export function valueCount(range: Range): number {
  if (range.isInteger) return range.high - range.low + 1
  if (range.low <= 0 && range.high >= 0) return Number.POSITIVE_INFINITY
  const [first, last] = ends(range)
  return last - first + 1
}

/** These values in rising order, of a range of finitely many. */
export function valuesOf(range: Range): number[] {
  const count = valueCount(range)
  if (range.isInteger) return Array.from({ length: count }, (_, i) => range.low + i)
  const [first] = ends(range)
  const { low, high } = range
  const values = Array.from({ length: count }, (_, i) => numberAt(first + i))
  const signed = low < 0 ? values.map((value) => -value).reverse() : values
  return signed.map((value) => Math.min(high, Math.max(low, value)))
}

/** The places of the ends of a range among all numbers of four digits, without their sign, in rising order. */
function ends(range: Range): [number, number] {
  const [one, other] = [range.low, range.high].map((end) => placeOf(Math.abs(end))) as [number, number]
  return one < other ? [one, other] : [other, one]
}

function placeOf(value: number): number {
  const [digits, power] = value.toExponential(significantDigits - 1).split('e')
  return Number(power) * mantissas + Number(digits!.replace('.', '')) - 10 ** (significantDigits - 1)
}

function numberAt(place: number): number {
  const power = Math.floor(place / mantissas)
  const digits = place - power * mantissas + 10 ** (significantDigits - 1)
  return Number(`${digits}e${power - significantDigits + 1}`)
}
