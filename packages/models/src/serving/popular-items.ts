import { requireKnown } from '@hvamp/random'
import type { CompiledRules } from '@hvamp/rules'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import * as rule from '../recommender/option-rules'
import type { Recommender } from '../recommender/recommender'
import { listMaker } from './list-maker'
import { popularRanking } from './popular-ranking'
import type { RecommendationList } from './recommendation-list'
import { rulesOf } from './rules-of-model'

const schema = z.object({
  count: rule.count,
  by: z.enum(['popular', 'trending'], "must be 'popular' or 'trending'"),
})

/** Which items are listed, and how many. */
export interface PopularOptions {
  /** 10 by default; fewer only where no more may be recommended. */
  readonly count?: number | undefined
  /** Items of most users, the default, or of most users of late. */
  readonly by?: 'popular' | 'trending' | undefined
  /** Which items may be listed, as `compileRules` of @hvamp/rules says; all by default. */
  readonly rules?: CompiledRules | undefined
}

/**
 * The items that most training users have, or most of late; their scores are how many, times their weights. In recent counts an
 * interaction counts half as much for every half-life (`halfLife` of `fit`) that it is older than the newest one.
 *
 * @throws if an option is unknown, the model keeps no counts, or is asked what is trending and was trained without times
 * @example popularItems(model, { count: 5, by: 'trending' })
 */
export function popularItems(
  model: Pick<Recommender, 'itemIds' | 'popularity'>,
  options: PopularOptions = {},
): RecommendationList {
  const where = 'popularItems'
  requireKnown(`${where}: options`, options, { ...schema.shape, rules: true })
  const { count = 10, by = 'popular', rules } = options
  checked(schema, { count, by }, where)
  const compiled = rulesOf(model, rules, where)
  const popular = () => popularRanking(model, by, compiled, where)
  return listMaker({ model, rules: compiled, count, fallback: by, popular }).ofNobody(new Set())
}
