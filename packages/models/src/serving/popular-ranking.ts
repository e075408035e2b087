import type { CompiledRules } from '@hvamp/rules'
import type { Recommender } from '../recommender/recommender'

/** What a list is chosen by: a history, the counts of items, or their recent counts. */
export type Basis = 'history' | 'popular' | 'trending'

/** Items by their weighted counts, the greatest first; the earlier one among equals. */
export interface PopularRanking {
  /** The allowed ones. */
  readonly items: Int32Array
  /** Every item. */
  readonly order: Int32Array
  scoreOf(item: number): number
}

/**
 * Ranks the allowed items of a model by how many users have them, in all or recently.
 *
 * @param where prefix of error messages
 * @throws if the model does not keep counts, or none by time
 */
export function popularRanking(
  model: Pick<Recommender, 'itemIds' | 'popularity'>,
  by: Exclude<Basis, 'history'>,
  { allowed, weights }: Pick<CompiledRules, 'allowed' | 'weights'>,
  where: string,
): PopularRanking {
  const counts = requireCounts(model, by, where)
  const weighted = weights ? counts.map((count, item) => count * weights[item]!) : counts
  const order = orderOf(weighted)
  const items = allowed ? order.filter((item) => allowed[item] === 1) : order
  return { items, order, scoreOf: (item) => weighted[item]! }
}

const orders = new WeakMap<readonly number[], Int32Array>() // a service asks for that of a model with every request

function orderOf(counts: readonly number[]): Int32Array {
  let order = orders.get(counts)
  if (!order) {
    order = Int32Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b)
    orders.set(counts, order)
  }
  return order
}

/**
 * The counts by which items are popular or trending.
 *
 * @throws if the model does not keep counts, or none by time
 */
export function requireCounts(
  { popularity }: Pick<Recommender, 'popularity'>,
  by: Exclude<Basis, 'history'>,
  where: string,
): readonly number[] {
  if (!popularity)
    throw new Error(`${where}: the model must keep counts of its items, got none: fit it again`)
  if (by === 'popular') return popularity.counts
  if (popularity.recent) return popularity.recent.counts
  throw new Error(`${where}: what is trending is known to models that were fitted with times, got none`)
}
