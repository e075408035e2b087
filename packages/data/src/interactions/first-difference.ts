import type { Ids } from './interactions'

/**
 * The first place, from 0, where two lists of ids differ; −1 where they are the same.
 *
 * @example firstDifference(['a', 'b'], ['a', 'c']) // 1
 */
export function firstDifference(one: Ids, other: Ids): number {
  if (one === other) return -1
  const at = one.findIndex((id, i) => id !== other[i])
  return at < 0 && other.length > one.length ? one.length : at
}
