import { isCountName } from '../columns/column-names'

const HIGHEST_RATING = 20 // integers above are counts: no common scale of stars or points goes further

/** What the ratings or counts of a file are. */
export interface FoundValues {
  readonly lowest: number
  readonly highest: number
  /** Whether all are integers from 0. */
  readonly areWhole: boolean
  /** Whether each item has one of them, of at least two. */
  readonly areOfItems: boolean
}

/** Looks at values with their items, piece by piece. */
export interface ValueFinder {
  /** @param items the number of each value's item */
  add(items: Int32Array, values: Float32Array): void
  found(): FoundValues
}

/** @param itemCount how many items there are */
export function valueFinder(itemCount: number): ValueFinder {
  let [lowest, highest, areWhole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true]
  const ofItem = new Float32Array(itemCount).fill(Number.NaN)
  let isOnePerItem = true
  return {
    add(items, values) {
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!
        areWhole &&= value >= 0 && Number.isInteger(value)
        if (value < lowest) lowest = value
        if (value > highest) highest = value
      }
      for (let i = 0; isOnePerItem && i < items.length; i++) {
        const [item, value] = [items[i]!, values[i]!]
        isOnePerItem = Number.isNaN(ofItem[item]!) || ofItem[item] === value
        ofItem[item] = value
      }
    },
    found: () => ({ lowest, highest, areWhole, areOfItems: isOnePerItem && lowest < highest }),
  }
}

/**
 * What values seem to be.
 *
 * @param name of their column
 */
export function valueKind(
  { highest, areWhole }: Pick<FoundValues, 'highest' | 'areWhole'>,
  name: string | number | undefined,
): 'ratings' | 'counts' {
  if (typeof name === 'string' && isCountName(name)) return 'counts'
  return areWhole && highest > HIGHEST_RATING ? 'counts' : 'ratings'
}
