import { describe, expect, it } from 'vitest'
import { columnValues } from './column-values'

const decimal = (type: 'INT32' | 'INT64' | 'FIXED_LEN_BYTE_ARRAY' | 'BYTE_ARRAY', scale: number) =>
  columnValues({ name: 'id', type, converted_type: 'DECIMAL', scale, precision: 38 })

describe('ids of a parquet column', () => {
  it('are the exact digits of decimals, however they are stored', () => {
    expect(decimal('INT64', 0).idIn(9007199254740993n)).toBe('9007199254740993')
    expect(decimal('INT32', 2).idIn(-1230)).toBe('-12.3')
    const sixteen = new Uint8Array(16)
    sixteen.set([1, 0, 0, 0, 0, 0, 0, 0, 1], 7)
    expect(decimal('FIXED_LEN_BYTE_ARRAY', 0).idIn(sixteen)).toBe('18446744073709551617')
    expect(decimal('BYTE_ARRAY', 1).idIn(Uint8Array.of(0xff))).toBe('-0.1')
    expect(decimal('INT64', 3).idIn(5000n)).toBe('5')
  })

  it('are integers of any 64 bits, and text in UTF-8', () => {
    const { idIn } = columnValues({ name: 'id', type: 'INT64' })
    expect(idIn(2n ** 63n - 1n)).toBe('9223372036854775807')
    const texts = columnValues({ name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8' })
    expect(texts.idIn(new TextEncoder().encode('café'))).toBe('café')
    expect(texts.idIn(Uint8Array.of(0xe9, 0x20))).toBeUndefined() // other bytes
    expect(columnValues({ name: 'id', type: 'BYTE_ARRAY' }).idIn(Uint8Array.of(0, 65))).toBeUndefined()
  })

  it('are none where a float has no value, or not the exact one', () => {
    const { idIn } = columnValues({ name: 'id', type: 'DOUBLE' })
    expect([null, undefined, Number.NaN, Number.POSITIVE_INFINITY].map(idIn)).toEqual(['', '', '', ''])
    expect(idIn(12)).toBe('12')
    expect(idIn(2 ** 53 - 1)).toBe('9007199254740991')
    expect(idIn(2 ** 53)).toBeUndefined()
    expect(columnValues({ name: 'id', type: 'FLOAT' }).idIn(2 ** 24)).toBeUndefined()
    expect(idIn(true)).toBeUndefined()
    expect(idIn([1])).toBeUndefined()
  })
})

it('takes numbers and dates in text, as a CSV has them', () => {
  const { ratingIn, timeIn } = columnValues({ name: 'x', type: 'BYTE_ARRAY', converted_type: 'UTF8' })
  const bytes = (text: string) => new TextEncoder().encode(text)
  expect(ratingIn(bytes('4.5'), () => '')).toBe(4.5)
  expect(ratingIn(bytes('good'), () => '')).toBeNaN()
  expect(timeIn(bytes('2020-01-01 10:00:00+00'))).toBe(1577872800)
  expect(timeIn(new Date(1500))).toBe(1.5)
  const ofDay = columnValues({ name: 'x', type: 'INT64', converted_type: 'TIME_MICROS' })
  expect(ofDay.timeIn(36_000_000_000n)).toBeNaN()
  expect(decimal('INT32', 1).ratingIn(45, () => '')).toBe(4.5)
})
