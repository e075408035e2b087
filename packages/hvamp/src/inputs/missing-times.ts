import type { Interactions } from '@hvamp/data'
import { grouped } from '../terminal/format'

const EARLIEST = 1e8 // seconds: 1973

/** That times of 0 or −1 may stand for none, among times of which no other is so early, in a line; undefined without such. */
export function missingTimesLine(
  path: string,
  { timestamps }: { readonly timestamps?: Interactions['timestamps'] | undefined },
): string | undefined {
  if (!timestamps) return undefined
  let count = 0
  let shown = 0
  for (let i = 0; i < timestamps.length; i++) {
    const time = timestamps[i]!
    if (time === 0 || time === -1) {
      if (count++ === 0) shown = time
    } else if (time < EARLIEST) return undefined
  }
  if (count === 0 || count === timestamps.length) return undefined
  const what = count === 1 ? 'interaction has' : 'interactions have'
  return `${path}: ${grouped(count)} ${what} ${shown} as time, and count as the earliest, of 1970: if it stands for none, leave out their rows before`
}
