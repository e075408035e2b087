import type { Ids } from './interactions'

const CANONICAL_INTEGER = /^(0|[1-9]\d*)$/

/**
 * Indices of the ids in ascending order: of their numbers where all are integers from 0 without leading zeros,
 * else of their text (by code unit).
 *
 * @example ascendingOrder(['10', '9']) // [1, 0]
 */
export function ascendingOrder(ids: Ids): Int32Array {
  const order = Int32Array.from({ length: ids.length }, (_, index) => index)
  return order.sort(
    areIntegers(ids)
      ? (a, b) => ids[a]!.length - ids[b]!.length || compareText(ids[a]!, ids[b]!)
      : (a, b) => compareText(ids[a]!, ids[b]!),
  )
}

/** Whether every id is an integer from 0 without leading zeros, of any length. */
export function areIntegers(ids: Ids): boolean {
  return ids.every((id) => CANONICAL_INTEGER.test(id))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
