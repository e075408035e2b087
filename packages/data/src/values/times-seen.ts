import { partsOfSecond } from '@hvamp/random'
import { secondsOfUnmarked } from './unmarked-days'

const SECONDS = 1e8 // and few times in milliseconds are below: these are of 1970
const FINER = new Map([
  [1e3, 'milliseconds'],
  [1e6, 'microseconds'],
  [1e9, 'nanoseconds'],
])
const DAY = 'day'

/** Knows in which units the times of a file are, of the rows, too, whose place others take: these are lost when all are read. */
export interface TimesSeen {
  add(time: number): void
  /** Whether all times so far are days without marks, such as 20261231, with a clock behind them or without, or none (0 or −1). */
  readonly areDays: boolean
  /** Two times of different units, in words; undefined where none differ. */
  readonly differing: string | undefined
}

export function timesSeen(): TimesSeen {
  const first = new Map<number | typeof DAY, number>() // time of each unit, by its parts of a second
  let areDays = true
  let [least, above] = [0, 0] // times of the last unit, of which there is nothing more to know

  function unitOf(time: number): number | typeof DAY | undefined {
    const parts = partsOfSecond(time)
    if (parts > 1 || time >= SECONDS) return parts
    return Number.isNaN(secondsOfUnmarked(time)) ? undefined : DAY
  }

  return {
    add(time) {
      if ((time >= least && time < above) || time === 0 || time === -1) return
      if (areDays) areDays = !Number.isNaN(secondsOfUnmarked(time))
      const unit = unitOf(time)
      if (unit === undefined) return
      if (!first.has(unit)) first.set(unit, time)
      if (!areDays && unit !== DAY) [least, above] = limitsOf(unit)
    },
    get areDays() {
      return areDays
    },
    get differing() {
      const finer = [...FINER].flatMap(([parts, unit]) => {
        const time = first.get(parts)
        return time === undefined ? [] : [{ time, unit }]
      })
      const [seconds, day] = [first.get(1), first.get(DAY)]
      const [one, other] = finer
      if (seconds !== undefined) {
        if (one) return `${seconds}, as in seconds, and ${one.time}, as in milliseconds or finer`
        return day === undefined ? undefined : `${seconds}, as in seconds, and ${day}, as a day without marks`
      }
      return one && other && `${one.time}, as in ${one.unit}, and ${other.time}, as in ${other.unit}`
    },
  }
}

/** The least time of a unit, and that of the next one. */
function limitsOf(parts: number): [least: number, above: number] {
  const next = parts * 1e11
  return [parts === 1 ? SECONDS : next / 1000, parts === 1e9 ? Number.POSITIVE_INFINITY : next]
}
