import type { Interactions, UserSplit } from '../interactions/interactions'
import { type HeldOutShares, requireShares } from './held-out-shares'
import { part, splitByPart } from './split-by-part'

export interface TimeSplitOptions extends HeldOutShares {
  /** From when on entries are for validation, in the unit of the timestamps; instead of a share. */
  readonly validationFrom?: number
  /** From when on entries are for test. */
  readonly testFrom?: number
}

/**
 * Splits at two points in time, the same for everyone: what came first is trained on, what came then is for validation, and
 * the latest for test.
 *
 * The points are given, or such that the shares come after them; entries of the same time are in the same part, so that
 * parts can differ from the shares. Users are asked about if they were there before: whoever came later is new to every
 * model. Items that nobody has in training are dropped.
 *
 * @throws if there are no timestamps, a share or a point is out of range, or nothing is left to train on
 * @example const { train, validation, test } = splitByTime(liked, { validation: 0.1, test: 0.2 })
 */
export function splitByTime(interactions: Interactions, options: TimeSplitOptions = {}): UserSplit {
  const where = 'splitByTime'
  const { timestamps } = interactions
  if (!timestamps) throw new Error(`${where}: interactions must have timestamps, got none`)
  const { validation = 0.1, test = 0.1 } = options
  requireShares(where, { validation, test })
  const sorted = timestamps.slice().sort()
  const after = (share: number) => sorted[Math.round(sorted.length * (1 - share))] ?? Number.POSITIVE_INFINITY
  const { testFrom = after(test), validationFrom = Math.min(testFrom, after(validation + test)) } = options
  if (!(validationFrom <= testFrom)) {
    throw new Error(
      `${where}: validationFrom must be at most testFrom, got ${validationFrom} and ${testFrom}`,
    )
  }
  const partOf = Uint8Array.from(timestamps, (time) =>
    time >= testFrom ? part.test : time >= validationFrom ? part.validation : part.train,
  )
  return splitByPart(interactions, partOf, where)
}
