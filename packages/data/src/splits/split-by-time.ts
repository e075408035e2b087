import { requireKnown } from '@hvamp/random'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { part, splitByPart } from './split-by-part'
import { type HeldOutShares, requireShares } from './split-histories'

export interface TimeSplitOptions extends HeldOutShares {
  /** First time for validation, in the unit of the timestamps; instead of a share. */
  readonly validationFrom?: number | undefined
  /** First time for test, instead of a share. Alone, `validation` is the share of all entries right before it. */
  readonly testFrom?: number | undefined
}

/** Two points in time, in the unit of the timestamps. */
export interface TimePoints {
  /** First time for validation. */
  readonly validationFrom: number
  /** First time for test. */
  readonly testFrom: number
}

/**
 * Splits at two points in time, the same for all users: the first entries are for training, the next for validation, the
 * latest for test.
 *
 * The points are given, or follow from the shares; entries of the same time are in the same part, so parts can differ from
 * the shares. Only users with entries in an earlier part are evaluated: those of test may have some in validation alone, and
 * none in training. Items without training entries are dropped.
 *
 * @throws as `timePoints` does
 * @example const { train, validation, test } = splitByTime(liked, { validation: 0.1, test: 0.2 })
 */
export function splitByTime(interactions: Interactions, options: TimeSplitOptions = {}): UserSplit {
  const where = 'splitByTime'
  const { validationFrom, testFrom } = timePoints(interactions, options)
  const partOf = Uint8Array.from(interactions.timestamps!, (time) =>
    time >= testFrom ? part.test : time >= validationFrom ? part.validation : part.train,
  )
  return splitByPart(interactions, partOf, where)
}

/**
 * The points in time at which `splitByTime` splits, also those that follow from shares: Infinity where a share is less than an entry.
 *
 * @throws if an option is unknown, there are no timestamps or all are the same, a share or a point is out of range, or no entry is before
 *   both points
 * @example const { validationFrom, testFrom } = timePoints(liked, { validation: 0.1, test: 0.2 })
 */
export function timePoints(interactions: Interactions, options: TimeSplitOptions = {}): TimePoints {
  const where = 'splitByTime'
  requireKnown(`${where}: options`, options, {
    validation: true,
    test: true,
    validationFrom: true,
    testFrom: true,
  })
  const { timestamps } = interactions
  if (!timestamps) throw new Error(`${where}: interactions must have timestamps, got none`)
  const { validation = 0.1, test = 0.1 } = options
  requireShares(where, { validation, test })
  const sorted = timestamps.slice().sort()
  const isFound = options.testFrom === undefined // the points, by the shares
  if (isFound && sorted.length > 0 && sorted[0] === sorted.at(-1)) {
    throw new Error(
      `${where}: timestamps must differ, got ${sorted[0]} for all of ${sorted.length} interactions`,
    )
  }
  const after = (share: number) => sorted[Math.round(sorted.length * (1 - share))] ?? Number.POSITIVE_INFINITY
  const before = (time: number) => {
    const earlier = sorted.findLastIndex((each) => each < time) + 1
    return sorted[Math.max(0, earlier - Math.round(sorted.length * validation))] ?? time
  }
  const { testFrom = after(test) } = options
  const begin = isFound ? after(validation + test) : before(testFrom)
  const { validationFrom = Math.min(testFrom, begin) } = options
  if (!(validationFrom <= testFrom)) {
    throw new Error(
      `${where}: validationFrom must be at most testFrom, got ${validationFrom} and ${testFrom}`,
    )
  }
  if (sorted.length > 0 && !(sorted[0]! < validationFrom)) {
    throw new Error(
      `${where}: some timestamps must be before validationFrom, ${validationFrom}, got none before ${sorted[0]}`,
    )
  }
  return { validationFrom, testFrom }
}
