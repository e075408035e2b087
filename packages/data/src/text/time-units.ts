import { fileError } from './file-error'

const MILLISECONDS = 1e11 // from here on no time is in seconds: these are of the year 5138
const SECONDS = 1e8 // and few times in milliseconds are below: these are of 1970

/** @throws if some times are in seconds and some in milliseconds, or finer */
export function requireOneUnit(timestamps: Float64Array | undefined, where: string): void {
  let seconds: number | undefined
  let finer: number | undefined
  for (let i = 0; timestamps && i < timestamps.length; i++) {
    const time = timestamps[i]!
    if (time >= MILLISECONDS) finer = time
    else if (time >= SECONDS) seconds = time
    if (seconds === undefined || finer === undefined) continue
    throw fileError(
      where,
      'times in one unit',
      `${seconds}, as in seconds, and ${finer}, as in milliseconds or finer`,
    )
  }
}
