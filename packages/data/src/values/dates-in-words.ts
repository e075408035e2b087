const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Tue Apr 03 18:00:09 +0000 2012, as Twitter and Ruby write it. */
const YEAR_LAST =
  /^(?<weekday>[A-Z][a-z]{2}) (?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) (?<clock>\d\d:\d\d:\d\d) (?<zone>UTC|GMT|[+-]\d{4}) (?<year>\d{4})$/
/** Tue, 03 Apr 2012 18:00:09 +0000, as in mail and HTTP. */
const OF_MAIL =
  /^(?<weekday>[A-Z][a-z]{2}), (?<day>\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<clock>\d\d:\d\d:\d\d) (?<zone>UTC|GMT|[+-]\d{4})$/

/**
 * A date and time with names of the weekday and the month, as ISO 8601 writes it; undefined for another text, and where the day is
 * another weekday.
 */
export function writtenTime(text: string): string | undefined {
  const found = (YEAR_LAST.exec(text) ?? OF_MAIL.exec(text))?.groups
  if (!found) return undefined
  const month = MONTHS.indexOf(found.month!) + 1
  if (month === 0) return undefined
  const date = `${found.year}-${String(month).padStart(2, '0')}-${found.day!.padStart(2, '0')}`
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  if (WEEKDAYS[weekday] !== found.weekday) return undefined
  const zone = /^[+-]/.test(found.zone!) ? `${found.zone!.slice(0, 3)}:${found.zone!.slice(3)}` : 'Z'
  return `${date}T${found.clock}${zone}`
}
