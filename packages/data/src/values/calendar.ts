/** Seconds since 1970 at which a day of the calendar begins, in UTC; NaN for one that does not exist, such as 30 February. */
export function secondsOfDay(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 1000 : Number.NaN
}

const CENTURY = 69 // from here on, two digits are a year of the last century, as for POSIX

/** A year of four digits, of one that has two or four: 24 is 2024, and 98 is 1998. */
export function wholeYear(year: string): number {
  if (year.length > 2) return Number(year)
  return Number(year) + (Number(year) < CENTURY ? 2000 : 1900)
}
