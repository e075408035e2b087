import { numberIn, numberInBytes } from './numbers-in-text'

const DATE = /^\d{4}-\d\d-\d\d$/
const DATE_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?$/
const KNOWN_AT_MOST = 1 << 16 // days: 180 years

const decoder = new TextDecoder()

/**
 * When a text says something was: a number as it is, a date or a date and time (ISO 8601, in UTC where no zone is given) in
 * seconds since 1970; NaN if it is neither.
 */
export function timeIn(text: string): number {
  const trimmed = text.trim()
  if (DATE.test(trimmed)) return secondsOf(`${trimmed}T00:00:00Z`)
  const [, date, time, zone = 'Z'] = DATE_AND_TIME.exec(trimmed) ?? []
  if (date !== undefined) return secondsOf(`${date}T${time}${zone}`)
  const number = numberIn(trimmed)
  return Number.isFinite(number) ? number : Number.NaN
}

/** Milliseconds of a date that there is not, such as 30 February, are those of another: it has to come back as it went in. */
function secondsOf(text: string): number {
  const seconds = Date.parse(text) / 1000
  const day = text.slice(0, 10)
  if (Number.isNaN(seconds)) return seconds
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? seconds : Number.NaN
}

const secondsOfDay = new Map<number, number>() // by yyyymmdd: there are many more entries than days

/** The same for the text in bytes[from, to), without making a string of plain numbers and of days seen before. */
export function timeInBytes(bytes: Uint8Array, from: number, to: number): number {
  if (!isDay(bytes, from, to)) {
    const number = numberInBytes(bytes, from, to)
    return Number.isFinite(number) ? number : timeIn(decoder.decode(bytes.subarray(from, to)))
  }
  let day = 0
  for (let at = from; at < to; at++) if (bytes[at] !== DASH) day = 10 * day + bytes[at]! - ZERO
  let seconds = secondsOfDay.get(day)
  if (seconds === undefined) {
    seconds = timeIn(decoder.decode(bytes.subarray(from, to)))
    if (secondsOfDay.size < KNOWN_AT_MOST) secondsOfDay.set(day, seconds)
  }
  return seconds
}

const ZERO = 48
const DASH = 45

function isDay(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 10 || bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return false
  for (let i = 0; i < 10; i++) {
    const digit = bytes[from + i]! - ZERO
    if (i !== 4 && i !== 7 && (digit < 0 || digit > 9)) return false
  }
  return true
}
