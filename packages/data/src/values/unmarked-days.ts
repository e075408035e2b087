import { secondsOfDay } from './calendar'

const FIRST_DAY = 19700101
const LAST_DAY = 21001231
const HOURS = 100 // behind a day: 18
const MINUTES = 1e4 // 1830
const CLOCK = 1e6 // 183059

/** The seconds since 1970 of a day such as 20261231, or of a day and its clock; NaN for a number that is none. */
export function secondsOfUnmarked(time: number): number {
  if (!Number.isInteger(time)) return Number.NaN
  if (isDay(time)) return secondsOfDay(Math.floor(time / 10_000), Math.floor(time / 100) % 100, time % 100)
  for (const length of [HOURS, MINUTES, CLOCK]) {
    const day = Math.floor(time / length)
    if (!isDay(day)) continue
    const clock = (time % length) * (CLOCK / length)
    const [hour, minute, second] = [Math.floor(clock / 10_000), Math.floor(clock / 100) % 100, clock % 100]
    return hour < 24 && minute < 60 && second < 60
      ? secondsOfUnmarked(day) + 3600 * hour + 60 * minute + second
      : Number.NaN
  }
  return Number.NaN
}

/** Whether a number begins as a day with a clock does, which may be no clock. */
export const beginsWithDay = (time: number) =>
  [HOURS, MINUTES, CLOCK].some((length) => isDay(Math.floor(time / length)))

/** Whether a number may be a day such as 20261231, which may not exist. */
export const isDay = (time: number) => time >= FIRST_DAY && time <= LAST_DAY
