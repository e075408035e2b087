import { areInBlocks } from '@hvamp/data'
import { partsOfSecond } from '@hvamp/random'
import { z } from 'zod'
import { checked } from './checked'
import { positive } from './option-rules'
import type { TrainingData } from './training-data'

/** How many training users have each item. */
export interface ItemPopularity {
  readonly counts: readonly number[] // [items]
  /** The same by when they had it, where the training data has times. */
  readonly recent?: RecentCounts | undefined
}

/** Counts in which an interaction counts half as much for every half-life that it is older than the newest one. */
export interface RecentCounts {
  /** Days. */
  readonly halfLife: number
  /** When the newest interaction was, in seconds since 1970. */
  readonly until: number
  readonly counts: readonly number[] // [items]
}

/** Days: the half-life of recent counts where `fit` is not given one. */
export const defaultHalfLife = 30

const SECONDS_A_DAY = 86_400
const DIGITS = 6 // of a recent count: as many as 32 bits hold, and short in JSON

/**
 * Counts the users of each item.
 *
 * @param halfLife days; times are seconds since 1970, or milliseconds or microseconds where they are too great for that
 * @throws if the half-life is not positive and finite
 */
export function itemPopularity(data: TrainingData, halfLife: number, where: string): ItemPopularity {
  checked(z.object({ halfLife: positive }), { halfLife }, where)
  if (areInBlocks(data)) return { counts: Array.from(data.itemCounts) }
  const { items, itemCount, timestamps } = data
  const counts = new Array<number>(itemCount).fill(0)
  for (const item of items) counts[item]! += 1
  if (!timestamps || timestamps.length === 0) return { counts }
  let newest = Number.NEGATIVE_INFINITY
  for (const time of timestamps) newest = Math.max(newest, time)
  const unit = partsOfSecond(newest)
  const recent = new Float64Array(itemCount)
  for (const [entry, item] of items.entries()) {
    const days = (newest - timestamps[entry]!) / unit / SECONDS_A_DAY
    recent[item]! += 2 ** (-days / halfLife)
  }
  return {
    counts,
    recent: { halfLife, until: newest / unit, counts: Array.from(recent, rounded) },
  }
}

const rounded = (count: number) => Number(count.toPrecision(DIGITS))
