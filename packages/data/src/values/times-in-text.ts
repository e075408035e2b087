import { secondsOfDay } from './calendar'
import { withPlainClock, withPlainSpaces } from './clocks'
import { type DateOrder, orderedTime } from './date-order'
import { writtenTime } from './dates-in-words'
import { isDigit } from './line-bytes'
import { numberIn, numberInBytes } from './numbers-in-text'

const DATE = /^\d{4}-\d\d-\d\d$/
const DATE_AND_TIME =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d(?::\d\d(?::\d\d(?:\.\d{1,9})?)?)?) ?([Zz]|UTC|[+-]\d\d(?::?\d\d)?(?: [A-Z]{3,5})?)?$/
/** 2007/07/29 07:29, 2007.7.29, 2007-7-29: with the year first, no country writes another order. */
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?))?$/
/** Day, month and year with points, as in much of Europe and nowhere in another order. */
const POINTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?$/
const FRACTION = /\.\d+/ // of a second
const KNOWN_AT_MOST = 1 << 16 // days: 180 years

const decoder = new TextDecoder()

/** A number of which an exponent is a part: its digits behind the point, and the exponent. */
const WITH_EXPONENT = /^[+-]?\d(?:\.(\d*))?e\+?(\d+)$/i

/**
 * The time in a text: a number as it is, unless a spreadsheet rounded it to fewer digits than it has (1.20326E+12); a date or a date and
 * time (ISO 8601, 31.12.2026 18:30, 2026/12/31, 2026.12.31, 31 Dec 2026, or Thu Dec 31 18:30:00 +0000 2026; in UTC without a zone) in
 * seconds since 1970, with a clock of 24 or 12 hours and any kind of space; NaN if it is neither.
 *
 * @param order with it also dates such as 03/01/2024 and 03.01.24
 */
export function timeIn(text: string, order?: DateOrder): number {
  const written = withPlainSpaces(text.trim())
  if (DATE.test(written)) return secondsOf(`${written}T00:00:00Z`)
  const iso = timeOfIso(written)
  if (iso !== undefined) return iso
  const trimmed = withPlainClock(written)
  const plain = trimmed === written ? undefined : timeOfIso(trimmed)
  if (plain !== undefined) return plain
  const [, day, month, year, clock = '00:00'] = POINTED.exec(trimmed) ?? []
  if (day !== undefined) {
    return secondsOf(`${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}Z`)
  }
  const [, ofYear, , inMonth, onDay, at = '00:00'] = YEAR_FIRST.exec(trimmed) ?? []
  if (ofYear !== undefined) {
    const clockAt = at.indexOf(':') === 1 ? `0${at}` : at
    return secondsOf(`${ofYear}-${inMonth!.padStart(2, '0')}-${onDay!.padStart(2, '0')}T${clockAt}Z`)
  }
  const number = numberIn(trimmed)
  if (Number.isFinite(number)) return isRounded(trimmed) ? Number.NaN : number
  const inWords = writtenTime(trimmed)
  if (inWords !== undefined) return secondsOf(inWords)
  return order === undefined ? Number.NaN : orderedTime(trimmed, order)
}

/** Whether a text is a date, with a clock or without; a number, which may be a time too, is none. */
export function isDate(text: string): boolean {
  return !Number.isFinite(numberIn(text)) && Number.isFinite(timeIn(text))
}

/** The time of an entry: that of a text, but of no date that is far ahead. */
export function entryTimeIn(text: string, order?: DateOrder): number {
  const time = timeIn(text, order)
  return isFar(time) && !Number.isFinite(numberIn(text)) ? Number.NaN : time
}

/** Whether seconds since 1970 are of the year 5138 or later: of 9999-12-31, as databases write that there is no end, and of no entry. */
export const isFar = (seconds: number) => seconds >= 1e11

/** Of a date and time of ISO 8601, which a space may divide; undefined for another text. */
function timeOfIso(text: string): number | undefined {
  const [, date, time, zone = 'Z'] = DATE_AND_TIME.exec(text) ?? []
  if (date === undefined) return undefined
  return secondsOf(`${date}T${time!.includes(':') ? time : `${time}:00`}${zoneOf(zone)}`)
}

/** Whether a number has an exponent, and fewer digits than it: the others are lost. */
export function isRounded(text: string): boolean {
  const [, digits = '', exponent] = WITH_EXPONENT.exec(text) ?? []
  return exponent !== undefined && digits.length < Number(exponent)
}

/** `+00`, as PostgreSQL writes it, is `+00:00`, and so is `+0000 UTC`, as Go does, whose name says nothing more. */
function zoneOf(zone: string): string {
  if (zone === 'UTC' || zone === 'z') return 'Z'
  const [offset] = zone.split(' ') as [string]
  return offset.length === 3 ? `${offset}:00` : offset
}

/** NaN for a day that does not exist, such as 30 February, which would be parsed as another day. */
function secondsOf(text: string): number {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  if (Number.isNaN(secondsOfDay(year!, month!, day!))) return Number.NaN
  const fraction = FRACTION.exec(text)?.[0] ?? '' // which Date.parse cuts to milliseconds
  return Date.parse(text.replace(fraction, '')) / 1000 + Number(`0${fraction}`)
}

const secondsOfDays = new Map<number, number>() // by yyyymmdd: a file has many more entries than days

/** The time of an entry in bytes[from, to), without a string for plain numbers and for days seen before. */
export function timeInBytes(bytes: Uint8Array, from: number, to: number, order?: DateOrder): number {
  if (!isDay(bytes, from, to)) {
    const isPlain = to - from < 2 || isDigit(bytes[from + 1]!) // 1.20326E+12 has a point or E there
    const number = isPlain ? numberInBytes(bytes, from, to) : Number.NaN
    return Number.isFinite(number) ? number : entryTimeIn(decoder.decode(bytes.subarray(from, to)), order)
  }
  let day = 0
  for (let at = from; at < to; at++) if (bytes[at] !== DASH) day = 10 * day + bytes[at]! - ZERO
  let seconds = secondsOfDays.get(day)
  if (seconds === undefined) {
    seconds = entryTimeIn(decoder.decode(bytes.subarray(from, to)))
    if (secondsOfDays.size < KNOWN_AT_MOST) secondsOfDays.set(day, seconds)
  }
  return seconds
}

const ZERO = 48
const DASH = 45

function isDay(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 10 || bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return false
  for (let i = 0; i < 10; i++) if (i !== 4 && i !== 7 && !isDigit(bytes[from + i]!)) return false
  return true
}
