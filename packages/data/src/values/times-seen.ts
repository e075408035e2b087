import { partsOfSecond } from '@hvamp/random'
import { quoted } from './file-error'
import { numberIn } from './numbers-in-text'
import { beginsWithDay, secondsOfUnmarked } from './unmarked-days'

const SECONDS = 1e8 // and few times in milliseconds are below: these are of 1970
const FEW_SECONDS = 1e6 // of an order of their own, whose times go on between these and those since 1970
const LEAST_SMALL = 1000 // a year; numbers below may be marks of what is missing
const FINER = new Map([
  [1e3, 'milliseconds'],
  [1e6, 'microseconds'],
  [1e9, 'nanoseconds'],
])
const DATES = 'write dates, such as 2026-12-31'

/** Parts of a second, or what other times are: dates, days without marks, small integers, some of which may be marks, other small numbers. */
type Kind = number | 'date' | 'day' | 'small' | 'mark' | 'between'

/** A time of a file, as it is written there, and where. */
interface SeenTime {
  readonly time: number
  readonly text: string
  readonly place: string
}

/** Knows in which units the times of a file are, of the rows, too, whose place others take: these are lost when all are read. */
export interface TimesSeen {
  /** Whether there is nothing more to learn of a time: quick, for each entry. */
  knows(time: number): boolean
  /** @param text what stands in the file for it, at a place that errors name */
  add(time: number, text: string, place: string): void
  /** Whether all times so far are days without marks, such as 20261231, with a clock behind them or without, or none (0 or −1). */
  readonly areDays: boolean
  /** Two times of different units, in words; undefined where none differ. */
  readonly differing: string | undefined
}

export function timesSeen(): TimesSeen {
  const first = new Map<Kind, SeenTime>()
  let areDays = true
  let [least, above] = [0, 0] // times of the last unit, of which there is nothing more to know

  return {
    knows(time) {
      if ((time >= least && time < above) || time === 0 || time === -1) return true
      if (areDays && Number.isNaN(secondsOfUnmarked(time))) return false
      return first.has(kindOf(time) ?? 'date')
    },
    add(time, text, place) {
      const isDate = Number.isNaN(numberIn(text))
      if (isDate || Number.isNaN(secondsOfUnmarked(time))) areDays = false
      const seen = { time, text, place }
      if (isDate && !first.has('date')) first.set('date', seen)
      const kind = isDate ? 1 : kindOf(time)
      if (kind === undefined) return
      if (!first.has(kind)) first.set(kind, seen)
      if (!areDays && typeof kind === 'number') [least, above] = limitsOf(kind)
    },
    get areDays() {
      return areDays
    },
    get differing() {
      return differingIn(first)
    },
  }
}

/** What a number may be; undefined of one below zero. */
function kindOf(time: number): Kind | undefined {
  const parts = partsOfSecond(time)
  if (parts === 1e3 && !Number.isNaN(secondsOfUnmarked(time))) return 'day' // with a clock; as milliseconds of 1976, or of 2600
  if (parts > 1 || time >= SECONDS) return parts
  if (!Number.isNaN(secondsOfUnmarked(time))) return 'day'
  if (time <= 0) return undefined
  if (!Number.isInteger(time) || time >= FEW_SECONDS) return 'between'
  return time < LEAST_SMALL ? 'mark' : 'small'
}

function differingIn(first: ReadonlyMap<Kind, SeenTime>): string | undefined {
  const [seconds, date, day] = [first.get(1), first.get('date'), first.get('day')]
  const [one, other] = [...FINER].flatMap(([parts, unit]) => {
    const seen = first.get(parts)
    return seen === undefined ? [] : [{ ...seen, unit }]
  })
  if (seconds && one) {
    return `${seconds.time}, as in seconds, and ${one.time}, as in milliseconds or finer${asWritten(seconds, one)}`
  }
  const known = seconds ? { ...seconds, unit: 'seconds' } : one
  if (known && day && (seconds || !beginsWithDay(known.time))) {
    return `${known.time}, as in ${known.unit}, and ${day.time}, as a day without marks${asWritten(known, day)}`
  }
  if (one && other) {
    return `${one.time}, as in ${one.unit}, and ${other.time}, as in ${other.unit}${asWritten(one, other)}`
  }
  const [small, between] = [first.get('small'), first.get('between')]
  const number = small ?? between ?? first.get('mark')
  if (date && number) return `${shown(number)}, a small number, and ${shown(date)}, a date: ${DATES}`
  return known && small && !between
    ? `${shown(small)}, a small number, and ${shown(known)}, as in ${known.unit} since 1970: ${DATES}`
    : undefined
}

const shown = ({ text, place }: SeenTime) => `${quoted(text.trim())} (${place})`

const asWritten = (...seen: readonly SeenTime[]) => `: see ${seen.map(shown).join(' and ')}`

/** Between which times of a unit there are no days, with a clock or without: of milliseconds those from 2001 to 2286. */
function limitsOf(parts: number): [least: number, above: number] {
  if (parts === 1e3) return [1e12, 1e13]
  const next = parts * 1e11
  return [parts === 1 ? SECONDS : next / 1000, parts === 1e9 ? Number.POSITIVE_INFINITY : next]
}
