/** Seconds since 1970 at which a day of the calendar begins, in UTC; NaN for one that does not exist, such as 30 February. */
export function secondsOfDay(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 1000 : Number.NaN
}
