import { isCountName } from '../columns/column-names'
import type { Interactions } from '../interactions/interactions'
import { apartFinder, type ValueApart } from './value-apart'

const HIGHEST_RATING = 20 // integers above are counts: no common scale of stars or points goes further
const TOP = 10 // of a scale that codes may stand above
const LOWEST_CODE = 20 // which is above
const MOST_CODES = 3

/** What the ratings or counts of a file are. */
export interface FoundValues {
  readonly lowest: number
  readonly highest: number
  /** How many there are. */
  readonly count: number
  /** How many of them are 0. */
  readonly zeros: number
  /** How many of them are below 0; absent where none is. */
  readonly negatives?: number
  readonly areIntegers: boolean
  /** Whether each item has one of them, of at least two. */
  readonly areOfItems: boolean
  /** One to three values above 20, such as 98 and 99, ascending, where all others are at most 10; absent elsewhere. */
  readonly codes?: {
    readonly values: readonly number[]
    readonly others: number
    readonly highestOther: number
  }
  /** One of them far beyond all others, such as 99 or -1, that many have; absent elsewhere. */
  readonly apart?: ValueApart
}

/** Looks at values with their items, piece by piece. */
export interface ValueFinder {
  /** @param items the number of each value's item */
  add(items: Int32Array, values: Float32Array): void
  found(): FoundValues
}

/** @param itemCount how many items there are */
export function valueFinder(itemCount: number): ValueFinder {
  let [lowest, highest, highestOther] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  let [count, zeros, negatives, others] = [0, 0, 0, 0]
  let [areIntegers, mayHaveCodes, isOnePerItem] = [true, true, true]
  const codes = new Set<number>()
  const apart = apartFinder()
  const ofItem = new Float32Array(itemCount).fill(Number.NaN)
  return {
    add(items, values) {
      count += values.length
      apart.add(values)
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!
        areIntegers &&= Number.isInteger(value)
        if (value === 0) zeros++
        if (value < 0) negatives++
        if (value < lowest) lowest = value
        if (value > highest) highest = value
        if (value <= TOP) {
          others++
          if (value > highestOther) highestOther = value
        } else if (mayHaveCodes) {
          mayHaveCodes = value > LOWEST_CODE && codes.add(value).size <= MOST_CODES
        }
      }
      for (let i = 0; isOnePerItem && i < items.length; i++) {
        const [item, value] = [items[i]!, values[i]!]
        isOnePerItem = Number.isNaN(ofItem[item]!) || ofItem[item] === value
        ofItem[item] = value
      }
    },
    found: () => ({
      ...withApart(apart.found()),
      ...{ lowest, highest, count, zeros, areIntegers, areOfItems: isOnePerItem && lowest < highest },
      ...(negatives > 0 && { negatives }),
      ...(mayHaveCodes &&
        others > 0 &&
        codes.size > 0 && {
          codes: { values: [...codes].sort((a, b) => a - b), others, highestOther },
        }),
    }),
  }
}

const withApart = (apart: ValueApart | undefined) => (apart ? { apart } : {})

/**
 * What the values of interactions are; undefined where they have none.
 *
 * @example
 * const interactions = interactionsFrom([
 *   { user: 'anna', item: 'alien', value: 5 },
 *   { user: 'ben', item: 'brazil', value: 0 },
 * ])
 * foundValues(interactions) // { lowest: 0, highest: 5, count: 2, zeros: 1, areIntegers: true, areOfItems: true }
 */
export function foundValues({ values, items, itemCount }: Interactions): FoundValues | undefined {
  if (!values) return undefined
  const finder = valueFinder(itemCount)
  finder.add(items, values)
  return finder.found()
}

/**
 * What values seem to be.
 *
 * @param name of their column
 */
export function valueKind(
  { lowest, highest, areIntegers }: Pick<FoundValues, 'lowest' | 'highest' | 'areIntegers'>,
  name: string | number | undefined,
): 'ratings' | 'counts' {
  if (typeof name === 'string' && isCountName(name)) return 'counts'
  return lowest >= 0 && areIntegers && highest > HIGHEST_RATING ? 'counts' : 'ratings'
}
