import { withoutFormat } from './plain-text'

const HOURS = 24
const NOON = 12
const TIME = String.raw`(?<hour>\d{1,2}):(?<minutes>[0-5]\d)(?::(?<seconds>[0-5]\d)(?:[.,](?<parts>\d{1,9}))?)?(?: ?(?<half>[ap])\.?m\.?)?`
/** 14:05, 14:05:33.25, or 2:05 PM. */
const CLOCK = new RegExp(`^${TIME}$`, 'i')
/** A clock behind a day, with what stands between and after them: May 27, 2014, 06:21 PM; 03.01.2024 um 19:50 Uhr. */
const BEHIND_DAY = new RegExp(
  String.raw`^(?<day>.*\d)(?: ?, ?| - |,? (?:(?:at|um|kl\.?) )?)${TIME}(?: ?(?:Uhr|h))?(?: (?:UTC|GMT))?$`,
  'i',
)

/** A text with plain spaces for others, and no marks of direction: newer programs write a narrow one that does not break before PM. */
export function withPlainSpaces(text: string): string {
  return withoutFormat(text).replace(/\p{Zs}/gu, ' ')
}

/** Whether a text is a time of day alone, of which the day is not known. */
export function isClock(text: string): boolean {
  const { hour = HOURS } = CLOCK.exec(withPlainSpaces(text.trim()))?.groups ?? {}
  return Number(hour) < HOURS
}

/**
 * A day and its clock of 24 hours, without the signs and words around it: `May 27, 2014 18:21:00` of `May 27, 2014, 06:21 PM`. Another text,
 * and one whose clock contradicts itself as 18:21 AM does, is as it was.
 */
export function withPlainClock(text: string): string {
  if (!text.includes(':')) return text
  const found = BEHIND_DAY.exec(text)?.groups
  if (!found) return text
  const hour = hourOf(Number(found.hour), found.half?.toLowerCase())
  if (hour === undefined) return text
  const { day, minutes, seconds = '00', parts } = found
  return `${day} ${String(hour).padStart(2, '0')}:${minutes}:${seconds}${parts === undefined ? '' : `.${parts}`}`
}

/** Why a day and its clock are no time, though they look so; undefined where nothing is known of it. */
export function whyNoTime(written: string): string | undefined {
  const text = withPlainSpaces(written)
  const found = BEHIND_DAY.exec(text)?.groups
  if (found && hourOf(Number(found.hour), found.half?.toLowerCase()) === undefined) {
    const half = found.half === undefined ? '' : ` ${found.half.toUpperCase()}M`
    return `${found.hour}:${found.minutes}${half} is no time of day`
  }
  const [, zone] = /(?<![+-]\d\d:?\d)\d(?: ?[AaPp][Mm])? (?!UTC|GMT)([A-Z]{3,5})$/.exec(text) ?? []
  if (zone === undefined || !text.includes(':')) return undefined
  return `the zone ${zone} is not known by its name: write it as +02:00 or the like, or in UTC without one`
}

/** The hour of a day; with a half of the day 1 to 12, or one in the afternoon that says so. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (hour >= HOURS) return undefined
  if (half === undefined || (half === 'p' && hour > NOON)) return hour
  if (hour > NOON || (hour === 0 && half === 'p')) return undefined
  return (hour % NOON) + (half === 'p' ? NOON : 0)
}
