import { isCountName } from '../columns/column-names'
import { isQuantityName } from '../columns/quantity-names'
import type { BuilderMaker } from '../interactions/interactions-builder'
import type { Reading } from './reading'

/** Which values a file has. */
export interface ValueScale {
  readonly highest: number
  /** How many of its values are below 1, below 2, below 4 and so on: at place 32 − clz32(value). */
  readonly counts: Float64Array
}

/** Which values a file of several has. */
export interface FileScale extends ValueScale {
  readonly file: string
}

/** Looks at the values of files, one after the other, that go to one builder. */
export interface ScaleWatch {
  readonly builder: BuilderMaker
  /** The scale of the values since the last call. */
  take(): ValueScale
}

const EXPECTED = 30 // values that a file lacks though another one has such: no chance

export function scaleWatch(make: BuilderMaker): ScaleWatch {
  let counts = new Float64Array(33)
  let highest = 0
  return {
    builder(columns) {
      const into = make(columns)
      return {
        users: into.users,
        items: into.items,
        get size() {
          return into.size
        },
        get elsewhere() {
          return into.elsewhere
        },
        get lowest() {
          return into.lowest
        },
        add(user, item, value, timestamp) {
          counts[placeOf(value)]! += 1
          if (value > highest) highest = value
          into.add(user, item, value, timestamp)
        },
        build: () => into.build(),
      }
    },
    take() {
      const taken = { highest, counts }
      counts = new Float64Array(33)
      highest = 0
      return taken
    },
  }
}

/** Which values there are. */
export function scaleOf(values: Float32Array): ValueScale {
  const counts = new Float64Array(33)
  for (const value of values) counts[placeOf(value)]! += 1
  return { highest: values.reduce((highest, value) => Math.max(highest, value), 0), counts }
}

const placeOf = (value: number) => 32 - Math.clz32(value)

/**
 * The first of several files and another one, if their ratings are on different scales: the one that goes less far first.
 *
 * @param name of the column of the ratings
 */
export function differingScales(
  scales: readonly FileScale[],
  name: string | number | undefined,
): Reading['scales'] {
  const [first] = scales
  const other = scales.find((scale) => areOnOtherScales(scale, first!, name))
  if (!first || !other) return undefined
  const differing = [first, other].map(({ file, highest }) => ({ file, highest }))
  return differing.toSorted((a, b) => a.highest - b.highest)
}

/**
 * Whether the ratings of two files are on different scales, as 1 to 5 and 20 to 100 are: one of them has none as high as many of the other,
 * which goes at least twice as far. Counts have no scale.
 *
 * @param name of their column
 */
function areOnOtherScales(one: ValueScale, other: ValueScale, name: string | number | undefined): boolean {
  if (typeof name === 'string' && (isCountName(name) || isQuantityName(name))) return false
  const [low, high] = one.highest < other.highest ? [one, other] : [other, one]
  if (high.highest < 2 * low.highest || low.highest <= 0) return false
  const last = low.counts.findLastIndex((count) => count > 0)
  const beyond = total(high.counts.subarray(last + 1))
  return (beyond / total(high.counts)) * total(low.counts) >= EXPECTED
}

const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0)
