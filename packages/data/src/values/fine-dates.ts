/** A Date, which has milliseconds, with the seconds since 1970 that it stands for where they are finer. */
type FineDate = Date & { readonly seconds?: number }

/** The date of microseconds since 1970, of which `secondsOfDate` knows each. */
export function dateOfMicroseconds(time: bigint): Date {
  const date = new Date(Number(time / 1000n))
  return time % 1000n === 0n ? date : Object.assign(date, { seconds: Number(time) / 1e6 })
}

/**
 * The date of seconds since 1970, such as `dateIn` finds in a text. A column of a table has them to the last digit, where a Date
 * alone has milliseconds.
 */
export function dateOfSeconds(seconds: number): Date {
  const date = new Date(Math.floor(Math.round(1e6 * seconds) / 1000))
  return date.getTime() / 1000 === seconds ? date : Object.assign(date, { seconds })
}

/** Seconds since 1970, finer than milliseconds where the date was made by a function of this file. */
export function secondsOfDate(date: FineDate): number {
  return date.seconds ?? date.getTime() / 1000
}
