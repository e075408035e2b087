import type { CompiledRules } from '@hvamp/rules'
import type { Recommender } from '../recommender/recommender'

/** What a list is chosen by: a history, the counts of items, or their recent counts. */
export type Basis = 'history' | 'popular' | 'trending'

/** The allowed items by their weighted counts, the greatest first; the earlier one among equals. */
export interface PopularRanking {
  readonly items: Int32Array
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
  const weighted = weights ? Float64Array.from(counts, (count, item) => count * weights[item]!) : counts
  const items = Int32Array.from(model.itemIds.keys()).filter((item) => !allowed || allowed[item] === 1)
  items.sort((a, b) => weighted[b]! - weighted[a]! || a - b)
  return { items, scoreOf: (item) => weighted[item]! }
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
