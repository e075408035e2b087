/** One value far beyond all others, such as 99 beside -10 to 10, that many have. */
export interface ValueApart {
  readonly value: number
  /** How many there are. */
  readonly count: number
  /** How many values there are in all. */
  readonly of: number
  /** The lowest of all others. */
  readonly lowest: number
  /** The highest of all others. */
  readonly highest: number
}

/** Looks at values piece by piece, in as much memory for many as for few. */
export interface ApartFinder {
  add(values: Float32Array): void
  found(): ValueApart | undefined
}

const FEWEST = 10 // that have a value which stands for none
const FEWEST_OF_ALL = 0.01
const FEWEST_OTHERS = 4 // different ones, of which a scale has more than a like and a dislike
const MANY_OTHERS = 10 // different ones: fewer may be weights of events, 1 to 5 and 10
const SHOWN = 100_000 // first values, which show how many differ
const NEGATIVE_CODES = [-1, -9, -99, -999, -9999]
const TOPS = [5, 10, 100] // of scales that begin at 0 or 1, below which stands -1

/**
 * Finds the value that hardly is a rating as the others are: the highest or the lowest, farther from the next one than all others are from
 * each other, or a negative code such as -1 below a scale without any. A long tail, as counts have, leaves no such gap.
 */
export function apartFinder(): ApartFinder {
  const top = extreme(1)
  const bottom = extreme(-1)
  const different = new Set<number>()
  let count = 0
  return {
    add(values) {
      for (let i = 0; count + i < SHOWN && i < values.length && different.size <= MANY_OTHERS; i++)
        different.add(values[i]!)
      count += values.length
      top.add(values)
      bottom.add(values)
    },
    found() {
      const others = different.size - 1
      if (others < FEWEST_OTHERS) return undefined
      const fewest = Math.max(FEWEST, FEWEST_OF_ALL * count)
      const of = count
      const above = { value: top.value, count: top.count, of, lowest: bottom.value, highest: top.next }
      const below = { value: bottom.value, count: bottom.count, of, lowest: bottom.next, highest: top.value }
      return [above, below].find(
        (each) => each.count >= fewest && (isFarFrom(each, others) || isCodeBelow(each)),
      )
    },
  }
}

/** The highest value, how often it is there, and the next one; with -1 the lowest. */
function extreme(sign: 1 | -1) {
  let [first, next, count] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  return {
    add(values: Float32Array) {
      let [highest, second, times] = [first, next, count] // locals, which the loop keeps in registers
      for (let i = 0; i < values.length; i++) {
        const value = sign * values[i]!
        if (value < highest) {
          if (value > second) second = value
        } else if (value === highest) {
          times++
        } else {
          second = highest
          highest = value
          times = 1
        }
      }
      ;[first, next, count] = [highest, second, times]
    },
    get value() {
      return sign * first
    },
    get next() {
      return sign * next
    },
    get count() {
      return count
    },
  }
}

function isFarFrom({ value, lowest, highest }: ValueApart, others: number): boolean {
  const gap = Math.max(value - highest, lowest - value)
  return gap > (others < MANY_OTHERS ? 2 : 1) * (highest - lowest)
}

function isCodeBelow({ value, lowest, highest }: ValueApart): boolean {
  if (!NEGATIVE_CODES.includes(value) || lowest < 0) return false
  return value !== -1 || TOPS.includes(highest)
}
