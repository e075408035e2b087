import type { SchemaElement } from 'hyparquet'
import { numberIn as numberInText } from '../text/numbers-in-text'
import { timeIn as timeInText } from '../text/times-in-text'

const EXACT = { FLOAT: 2 ** 24, DOUBLE: 2 ** 53 } // from here on, integers of a column of floats may stand for their neighbours

/** Reads the values of a column by its type. */
export interface ColumnValues {
  /** An id as text: '' for null, NaN and infinities, undefined for what is no id or not exact. */
  idIn(value: unknown): string | undefined
  /** NaN for what is no number. */
  numberIn(value: unknown): number
  /** A number as it is, a date in seconds since 1970; NaN for what is neither. */
  timeIn(value: unknown): number
}

export function columnValues({ type, converted_type, scale = 0 }: SchemaElement): ColumnValues {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const isDecimal = converted_type === 'DECIMAL'
  const highest = type === 'FLOAT' ? EXACT.FLOAT : EXACT.DOUBLE

  /** Bytes, and the digits of a decimal, as what they stand for. */
  function meaningOf(value: unknown): unknown {
    if (isDecimal && value !== null && value !== undefined) return decimalText(unscaled(value), scale)
    if (!(value instanceof Uint8Array)) return value
    try {
      return decoder.decode(value)
    } catch {
      return value // no text
    }
  }

  function numberIn(value: unknown): number {
    const meaning = meaningOf(value)
    if (typeof meaning === 'number') return meaning
    if (typeof meaning === 'bigint') return Number(meaning)
    return typeof meaning === 'string' ? numberInText(meaning) : Number.NaN
  }

  return {
    idIn(value) {
      const meaning = meaningOf(value)
      if (meaning === null || meaning === undefined) return ''
      if (typeof meaning === 'string' || typeof meaning === 'bigint') return String(meaning)
      if (typeof meaning !== 'number') return undefined
      if (!Number.isFinite(meaning)) return ''
      return Number.isInteger(meaning) && Math.abs(meaning) >= highest ? undefined : String(meaning)
    },
    numberIn,
    timeIn(value) {
      if (value instanceof Date) return value.getTime() / 1000
      const meaning = meaningOf(value)
      return typeof meaning === 'string' ? timeInText(meaning) : numberIn(value)
    },
  }
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
