import type { SchemaElement } from 'hyparquet'
import { type CellValues, cellValues } from '../rows/cell-values'
import type { DecimalMark } from '../values/rating-numbers'

const EXACT = { FLOAT: 2 ** 24, DOUBLE: 2 ** 53 } // from here on, integers of a column of floats may stand for their neighbours

const CONTROLS = /\p{Cc}/u // which bytes that are no text have

/**
 * The values of a column by its type: bytes are text, or the digits of a decimal.
 *
 * @param options.decimal the mark before the decimals of ratings that are text, where it was chosen
 * @param options.isOfQuantities whether ratings that are text may be below zero as bookkeepers write it: 2- and (2)
 */
export function columnValues(
  { type, converted_type, logical_type, scale = 0 }: SchemaElement,
  {
    decimal,
    isOfQuantities,
  }: { readonly decimal?: DecimalMark | undefined; readonly isOfQuantities?: boolean | undefined } = {},
): CellValues {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const isDecimal = converted_type === 'DECIMAL'
  const isText = converted_type === 'UTF8' || logical_type?.type === 'STRING'
  const isTimeOfDay = converted_type?.startsWith('TIME_') ?? logical_type?.type === 'TIME'

  /** Bytes, and the digits of a decimal, as what they stand for. */
  function meaningOf(value: unknown): unknown {
    if (isDecimal && value !== null && value !== undefined) return decimalText(unscaled(value), scale)
    if (!(value instanceof Uint8Array)) return value
    try {
      const text = decoder.decode(value)
      return isText || !CONTROLS.test(text) ? text : value
    } catch {
      return value // no text
    }
  }

  const inexactFrom = type === 'FLOAT' ? EXACT.FLOAT : EXACT.DOUBLE
  const mark = isDecimal ? 'point' : decimal // which decimalText writes
  const values = cellValues({ meaningOf, decimal: mark, inexactFrom, isOfQuantities })
  return isTimeOfDay ? Object.assign(values, { timeIn: () => Number.NaN }) : values
}

/** The integer of a decimal: as such, or in bytes, the highest first, as a two's complement. */
function unscaled(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint)
  let integer = 0n
  for (const byte of value) integer = integer * 256n + BigInt(byte)
  return BigInt.asIntN(8 * value.length, integer)
}

/** integer · 10^−scale in digits, without zeros at its end. */
function decimalText(integer: bigint, scale: number): string {
  if (scale <= 0) return String(integer * 10n ** BigInt(-scale))
  const digits = String(integer < 0n ? -integer : integer).padStart(scale + 1, '0')
  const fraction = digits.slice(-scale).replace(/0+$/, '')
  return `${integer < 0n ? '-' : ''}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`
}
