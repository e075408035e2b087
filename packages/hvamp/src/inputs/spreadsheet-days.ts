import type { Interactions } from '@hvamp/data'

const FIRST_DAY = 20_000 // since the end of 1899: 3 October 1954
const LAST_DAY = 60_000 // 8 April 2064

/** That times may be days as spreadsheets count them, in a line; undefined where some cannot be. */
export function spreadsheetDaysLine(
  path: string,
  { timestamps }: { readonly timestamps?: Interactions['timestamps'] | undefined },
): string | undefined {
  if (!timestamps || timestamps.length === 0) return undefined
  let [lowest, highest] = [timestamps[0]!, timestamps[0]!]
  for (let i = 0; i < timestamps.length; i++) {
    const time = timestamps[i]!
    if (!(time >= FIRST_DAY && time < LAST_DAY)) return undefined
    if (time < lowest) lowest = time
    if (time > highest) highest = time
  }
  if (lowest === highest) return undefined
  return `${path}: times from ${lowest} to ${highest} are taken for seconds since 1970: if they are days as a spreadsheet counts them, write them as dates, such as 2024-01-31`
}
