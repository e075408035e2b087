import { partsOfSecond } from '@hvamp/random'
import { secondsOfDay } from './calendar'
import { fileError } from './file-error'

const SECONDS = 1e8 // and few times in milliseconds are below: these are of 1970
const FIRST_DAY = 19700101 // written without marks
const LAST_DAY = 21001231
const HOURS = 100 // behind a day: 18
const MINUTES = 1e4 // 1830
const CLOCK = 1e6 // 183059
const SIX_DIGITS = 100_000 // one of them, for with five alone they may be days that a spreadsheet counts
const FEWEST = 3 // different numbers that are months, or days, by no chance
const NONE: ReadonlySet<number> = new Set([0, -1]) // how exports write a time that is missing

/**
 * Brings times into one unit, in place: days written as 20261231, also with a clock behind them as in 20261231183059, into seconds since
 * 1970, where all of a file are such or none (0 or −1).
 *
 * @throws if some times are in seconds and some in milliseconds or finer, or days without marks; if all may be months or days of a short
 *   year, such as 202612 or 261231
 */
export function inOneUnit(timestamps: Float64Array | undefined, where: string): void {
  if (!timestamps) return
  const are = (holds: (time: number) => boolean) =>
    timestamps.every((time) => NONE.has(time) || holds(time)) && timestamps.some((time) => !NONE.has(time))
  if (are((time) => !Number.isNaN(secondsOf(time)))) {
    for (const [i, time] of timestamps.entries()) if (!NONE.has(time)) timestamps[i] = secondsOf(time)
    return
  }
  for (const [kind, holds] of SHORT) {
    if (!are(holds) || !timestamps.some((time) => time >= SIX_DIGITS) || !areSeveral(timestamps)) continue
    const time = timestamps.find((time) => !NONE.has(time))
    const got = `${time}, which may be ${kind}; write dates, such as 2026-12-31`
    throw fileError(where, 'times whose unit is sure', got)
  }
  let seconds: number | undefined
  let other: string | undefined
  for (let i = 0; i < timestamps.length; i++) {
    const time = timestamps[i]!
    if (partsOfSecond(time) > 1) other = `${time}, as in milliseconds or finer`
    else if (time >= SECONDS) seconds = time
    else if (!Number.isNaN(secondsOf(time))) other = `${time}, as a day without marks`
    if (seconds === undefined || other === undefined) continue
    throw fileError(where, 'times in one unit', `${seconds}, as in seconds, and ${other}`)
  }
}

/** The seconds since 1970 of a day such as 20261231, or of a day and its clock; NaN for a number that is none. */
function secondsOf(time: number): number {
  if (!Number.isInteger(time)) return Number.NaN
  if (isDay(time)) return secondsOfDay(Math.floor(time / 10_000), Math.floor(time / 100) % 100, time % 100)
  for (const length of [HOURS, MINUTES, CLOCK]) {
    const day = Math.floor(time / length)
    if (!isDay(day)) continue
    const clock = (time % length) * (CLOCK / length)
    const [hour, minute, second] = [Math.floor(clock / 10_000), Math.floor(clock / 100) % 100, clock % 100]
    return hour < 24 && minute < 60 && second < 60
      ? secondsOf(day) + 3600 * hour + 60 * minute + second
      : Number.NaN
  }
  return Number.NaN
}

const isDay = (time: number) => time >= FIRST_DAY && time <= LAST_DAY
const isIn = (value: number, lowest: number, highest: number) => value >= lowest && value <= highest

/** What numbers of few digits may be, of which seconds or an order of their own cannot be told. */
const SHORT: readonly (readonly [string, (time: number) => boolean])[] = [
  [
    'a day with its year last',
    (time) =>
      Number.isInteger(time) &&
      isDay(
        Number(
          String(time)
            .padStart(8, '0')
            .replace(/^(..)(..)(....)$/, '$3$2$1'),
        ),
      ) &&
      isOfYear(Math.floor(time / 1e6), Math.floor(time / 1e4) % 100),
  ],
  ['a month', (time) => Number.isInteger(time) && isIn(time, 197_001, 210_012) && isIn(time % 100, 1, 12)],
  [
    'a day of a short year',
    (time) =>
      Number.isInteger(time) &&
      isIn(time, 10_101, 991_231) &&
      isOfYear(time % 100, Math.floor(time / 100) % 100),
  ],
  [
    'a day with a short year last',
    (time) => {
      const [first, second] = [Math.floor(time / 1e4), Math.floor(time / 100) % 100]
      return Number.isInteger(time) && (isOfYear(first, second) || isOfYear(second, first))
    },
  ],
]

/** Whether a day and a month are some. */
function isOfYear(day: number, month: number): boolean {
  return isIn(day, 1, 31) && isIn(month, 1, 12)
}

/** Whether there are several different times. */
function areSeveral(timestamps: Float64Array): boolean {
  const different = new Set<number>()
  return timestamps.some((time) => !NONE.has(time) && different.add(time).size >= FEWEST)
}
