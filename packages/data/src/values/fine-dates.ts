/** A Date, which has milliseconds, with the microseconds behind them. */
type FineDate = Date & { readonly microseconds?: number }

/** The date of microseconds since 1970, of which `secondsOfDate` knows each. */
export function dateOfMicroseconds(time: bigint): Date {
  const date = new Date(Number(time / 1000n))
  const microseconds = Number(time % 1000n)
  return microseconds === 0 ? date : Object.assign(date, { microseconds })
}

/** Seconds since 1970, to the microsecond where the date was made by `dateOfMicroseconds`. */
export function secondsOfDate(date: FineDate): number {
  const { microseconds } = date
  return microseconds === undefined ? date.getTime() / 1000 : (1000 * date.getTime() + microseconds) / 1e6 // which rounds once
}
