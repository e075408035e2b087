import type { Interactions } from '@hvamp/data'

const FIRST_DAY = 20_000 // since the end of 1899: 3 October 1954
const LAST_DAY = 60_000 // 8 April 2064
const FEWEST = 3 // different numbers that are days of a year or clocks by no chance

const MONTHS_AND_DAYS = 1231

const isIn = (value: number, lowest: number, highest: number) => value >= lowest && value <= highest
const isOfYear = (day: number, month: number) => isIn(day, 1, 31) && isIn(month, 1, 12)
/** 40128, 120124 or 240112: two digits each of a day, a month and a year. */
function isShortDay(time: number): boolean {
  const [first, second, last] = [Math.floor(time / 10_000), Math.floor(time / 100) % 100, time % 100]
  return isOfYear(first, second) || isOfYear(second, first) || (first < 100 && isOfYear(last, second))
}
const isClock = (time: number) => isIn(time, 0, 2359) && time % 100 < 60

/** What small numbers may be in place of seconds. */
const MEANINGS: readonly (readonly [string, (time: number) => boolean])[] = [
  ['days as a spreadsheet counts them', (time) => time >= FIRST_DAY && time < LAST_DAY],
  ['years', (time) => Number.isInteger(time) && isIn(time, 1900, 2100)],
  ['months and days', (time) => isOfYear(time % 100, Math.floor(time / 100))],
  ['days with a short year', (time) => Number.isInteger(time) && time > MONTHS_AND_DAYS && isShortDay(time)],
  ['clocks', (time) => Number.isInteger(time) && isClock(time)],
  [
    'clocks with seconds',
    (time) => Number.isInteger(time) && isClock(Math.floor(time / 100)) && time % 100 < 60,
  ],
]

/** That numbers taken for seconds may be other times, such as days that a spreadsheet counts or 1231, in a line; undefined where some cannot be. */
export function numbersAsTimesLine(
  path: string,
  { timestamps }: { readonly timestamps?: Interactions['timestamps'] | undefined },
): string | undefined {
  if (!timestamps || timestamps.length === 0) return undefined
  const meaning = MEANINGS.find(([, holds]) => timestamps.every(holds))?.[0]
  if (meaning === undefined) return undefined
  let [lowest, highest] = [timestamps[0]!, timestamps[0]!]
  const different = new Set<number>()
  for (let i = 0; i < timestamps.length; i++) {
    const time = timestamps[i]!
    if (different.size < FEWEST) different.add(time)
    if (time < lowest) lowest = time
    if (time > highest) highest = time
  }
  const fewest = lowest >= FIRST_DAY ? 2 : FEWEST
  if (different.size < fewest) return undefined
  return `${path}: times from ${lowest} to ${highest} are taken for seconds since 1970: if they are ${meaning}, write them as dates, such as 2024-01-31`
}
