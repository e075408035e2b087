import { secondsOfDay } from './calendar'
import { fileError } from './file-error'

const MILLISECONDS = 1e11 // from here on no time is in seconds: these are of the year 5138
const SECONDS = 1e8 // and few times in milliseconds are below: these are of 1970
const FIRST_DAY = 19700101 // written without marks
const LAST_DAY = 21001231

/**
 * Brings times into one unit, in place: days written as 20261231, where all of them are, into seconds since 1970.
 *
 * @throws if some times are in seconds and some in milliseconds or finer, or days without marks
 */
export function inOneUnit(timestamps: Float64Array | undefined, where: string): void {
  if (!timestamps) return
  if (timestamps.every((time) => !Number.isNaN(secondsOf(time)))) {
    for (const [i, time] of timestamps.entries()) timestamps[i] = secondsOf(time)
    return
  }
  let seconds: number | undefined
  let other: string | undefined
  for (let i = 0; i < timestamps.length; i++) {
    const time = timestamps[i]!
    if (time >= MILLISECONDS) other = `${time}, as in milliseconds or finer`
    else if (time >= SECONDS) seconds = time
    else if (!Number.isNaN(secondsOf(time))) other = `${time}, as a day without marks`
    if (seconds === undefined || other === undefined) continue
    throw fileError(where, 'times in one unit', `${seconds}, as in seconds, and ${other}`)
  }
}

/** The seconds since 1970 of a day such as 20261231; NaN for a number that is none. */
function secondsOf(time: number): number {
  if (!(time >= FIRST_DAY && time <= LAST_DAY && Number.isInteger(time))) return Number.NaN
  return secondsOfDay(Math.floor(time / 10_000), Math.floor(time / 100) % 100, time % 100)
}
