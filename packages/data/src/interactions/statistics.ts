import type { Interactions } from './interactions'
import { shortestDecimal } from './shortest-decimal'

/** The range and the centre of a set of numbers. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly mean: number
  readonly max: number
}

export interface Statistics {
  readonly users: number
  readonly items: number
  readonly interactions: number
  /** Share of all user-item pairs that occur. */
  readonly density: number
  readonly interactionsPerUser: Spread
  readonly interactionsPerItem: Spread
  /** Share of the interactions with the most popular hundredth of the items (at least one item). */
  readonly topItemsShare: number
  /** Gini coefficient of the items' popularity: 0 if all are equally popular, near 1 if one item has all interactions. */
  readonly itemGini: number
  /** How often each value occurs, lowest first; absent when there are no values. */
  readonly values?: readonly { readonly value: number; readonly count: number }[]
}

/**
 * Counts, spreads and concentration of a set of interactions; NaN where empty data leave a number undefined.
 *
 * @example console.table(statistics(ratings))
 */
export function statistics({ userCount, itemCount, offsets, items, values }: Interactions): Statistics {
  const perUser = new Int32Array(userCount)
  for (let user = 0; user < userCount; user++) perUser[user] = offsets[user + 1]! - offsets[user]!
  const perItem = new Int32Array(itemCount)
  for (let i = 0; i < items.length; i++) perItem[items[i]!]! += 1
  return { ...countStatistics({ perUser, perItem }), ...(values && { values: histogram(values) }) }
}

/**
 * The same of interactions that are not in memory, by their counts.
 *
 * @param counts.perUser how many items each user has: [users]
 * @param counts.perItem how many users each item has: [items]
 * @example countStatistics({ perUser: [2, 1], perItem: [2, 1, 0] }).interactions // 3
 */
export function countStatistics(counts: {
  readonly perUser: ArrayLike<number>
  readonly perItem: ArrayLike<number>
}): Omit<Statistics, 'values'> {
  const [perUser, perItem] = [Int32Array.from(counts.perUser).sort(), Int32Array.from(counts.perItem).sort()]
  const [userCount, itemCount] = [perUser.length, perItem.length]
  const interactions = sum(perItem)
  const top = perItem.subarray(itemCount - Math.ceil(itemCount / 100))
  return {
    users: userCount,
    items: itemCount,
    interactions,
    density: interactions / (userCount * itemCount),
    interactionsPerUser: spreadOf(perUser),
    interactionsPerItem: spreadOf(perItem),
    topItemsShare: sum(top) / interactions,
    itemGini: gini(perItem),
  }
}

function spreadOf(ascending: Int32Array): Spread {
  const { length } = ascending
  const at = (index: number) => ascending[index] ?? Number.NaN
  return {
    min: at(0),
    median: (at((length - 1) >> 1) + at(length >> 1)) / 2,
    mean: sum(ascending) / length,
    max: at(length - 1),
  }
}

/** Σ (2i − n − 1) x_i / (n Σ x), x ascending, i from 1. */
function gini(ascending: Int32Array): number {
  const { length } = ascending
  const weighted = ascending.reduce((total, count, i) => total + (2 * i + 1 - length) * count, 0)
  return weighted / (length * sum(ascending))
}

function histogram(values: Float32Array): { value: number; count: number }[] {
  const counts = new Map<number, number>()
  for (let i = 0; i < values.length; i++) counts.set(values[i]!, (counts.get(values[i]!) ?? 0) + 1)
  return Array.from(counts, ([value, count]) => ({ value: shortestDecimal(value), count })).sort(
    (a, b) => a.value - b.value,
  )
}

function sum(numbers: Int32Array): number {
  return numbers.reduce((total, number) => total + number, 0)
}
