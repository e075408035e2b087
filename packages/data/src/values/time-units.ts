import { fileError } from './file-error'
import type { TimesSeen } from './times-seen'
import { isDay, secondsOfUnmarked } from './unmarked-days'

const SIX_DIGITS = 100_000 // one of them, for with five alone they may be days that a spreadsheet counts
const FEWEST = 3 // different numbers that are months, or days, by no chance
const NONE: ReadonlySet<number> = new Set([0, -1]) // how exports write a time that is missing

/**
 * Brings times into one unit, in place: days written as 20261231, also with a clock behind them as in 20261231183059, into seconds since
 * 1970, where all of a file are such or none (0 or −1).
 *
 * @param seen the times of all rows, also of those whose place others have taken
 * @throws if some times are in another unit than others, such as seconds and milliseconds, or days without marks; if all may be months or
 *   days of a short year, such as 202612 or 261231
 */
export function inOneUnit(timestamps: Float64Array | undefined, seen: TimesSeen, where: string): void {
  if (!timestamps) return
  const are = (holds: (time: number) => boolean) =>
    timestamps.every((time) => NONE.has(time) || holds(time)) && timestamps.some((time) => !NONE.has(time))
  if (seen.areDays) {
    for (const [i, time] of timestamps.entries()) if (!NONE.has(time)) timestamps[i] = secondsOfUnmarked(time)
    return
  }
  for (const [kind, holds] of SHORT) {
    if (!are(holds) || !timestamps.some((time) => time >= SIX_DIGITS) || !areSeveral(timestamps)) continue
    const time = timestamps.find((time) => !NONE.has(time))
    const got = `${time}, which may be ${kind}; write dates, such as 2026-12-31`
    throw fileError(where, 'times whose unit is sure', got)
  }
  if (seen.differing !== undefined) throw fileError(where, 'times in one unit', seen.differing)
}

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
