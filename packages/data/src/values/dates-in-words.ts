import { wholeYear } from './calendar'

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december'],
]
const CLOCK = String.raw`(?:,? (?<clock>\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?))?`
const WEEKDAY = String.raw`(?:(?<weekday>\p{L}{6,9}|\p{L}{3}),? )?`
const FORMS = [
  /** Tue Apr 03 18:00:09 +0000 2012, as Twitter and Ruby write it. */
  /^(?<weekday>[A-Z][a-z]{2}) (?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) (?<clock>\d\d:\d\d:\d\d) (?<zone>UTC|GMT|[+-]\d{4}) (?<year>\d{4})$/,
  /** Tue, 03 Apr 2012 18:00:09 +0000, as in mail and HTTP. */
  /^(?<weekday>[A-Z][a-z]{2}), (?<day>\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<clock>\d\d:\d\d:\d\d) (?<zone>UTC|GMT|[+-]\d{4})$/,
  /** Fri Aug 25 2017 13:55:02 GMT+0200 (CEST), as JavaScript prints it. */
  /^(?<weekday>[A-Z][a-z]{2}) (?<month>[A-Z][a-z]{2}) (?<day>\d\d) (?<year>\d{4}) (?<clock>\d\d:\d\d:\d\d) (?:GMT|UTC)(?<zone>[+-]\d{4})(?: \(.*\))?$/,
  /** 29 Jul 2007, 29-Jul-2007 and 29-JUL-07. */
  new RegExp(
    String.raw`^${WEEKDAY}(?<day>\d{1,2})([ -])(?<month>\p{L}{3,9})\.?\3(?<year>\d{4}|(?<=-)\d\d)${CLOCK}$`,
    'u',
  ),
  /** April 20, 2016, and Wednesday, April 20, 2016. */
  new RegExp(String.raw`^${WEEKDAY}(?<month>\p{L}{3,9})\.? (?<day>\d{1,2}),? (?<year>\d{4})${CLOCK}$`, 'u'),
  /** Jan-03-24, as in orders of eBay. */
  new RegExp(String.raw`^(?<month>\p{L}{3})-(?<day>\d\d)-(?<year>\d\d)${CLOCK}$`, 'u'),
  /** 09 16, 2007, as in Amazon's reviews. */
  /^(?<month>\d\d) (?<day>\d{1,2}), (?<year>\d{4})$/,
]
const SHORT = 3 // letters of a month or a weekday

/**
 * A date with its month in English words, as ISO 8601 writes it, with the time if it has one; undefined for another text, and where the
 * day is another weekday than it says.
 */
export function writtenTime(text: string): string | undefined {
  const found = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
  if (!found) return undefined
  const { weekday, day, clock = '00:00', zone = 'Z' } = found
  const year = wholeYear(found.year!)
  const month = monthOf(found.month!.toLowerCase())
  if (month === 0) return undefined
  const date = `${year}-${padded(month)}-${padded(day!)}`
  const isOn = weekday === undefined || isWeekday(weekday, new Date(`${date}T00:00:00Z`).getUTCDay())
  if (!isOn) return undefined
  const [hours, ...rest] = clock.split(':')
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : 'Z'
  return `${date}T${[padded(hours!), ...rest].join(':')}${offset}`
}

/** Whether a word is the day of a week, from Sunday, or its first letters. */
function isWeekday(word: string, day: number): boolean {
  return [WEEKDAYS[day]!, WEEKDAYS[day]!.slice(0, SHORT)].includes(word.toLowerCase())
}

/** The number of a month, from 1; 0 for a word that is none. */
function monthOf(word: string): number {
  if (/^\d/.test(word)) return Number(word)
  return (
    MONTHS.findIndex(
      (month) =>
        month === word || month.slice(0, SHORT) === word || (word === 'sept' && month === 'september'),
    ) + 1
  )
}

function padded(number: string | number): string {
  return String(number).padStart(2, '0')
}
