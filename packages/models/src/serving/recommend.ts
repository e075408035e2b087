import { type Interactions, selectUsers } from '@hvamp/data'
import { requireKnown } from '@hvamp/random'
import type { CompiledRules } from '@hvamp/rules'
import { z } from 'zod'
import { type Ranker, rankBatches } from '../evaluation/rank-batches'
import { checked } from '../recommender/checked'
import * as rule from '../recommender/option-rules'
import type { Recommender } from '../recommender/recommender'
import { requireModelItems } from '../recommender/require-model-items'
import { hasPopularTies, listMaker } from './list-maker'
import { popularRanking, requireCounts } from './popular-ranking'
import type { RecommendationList } from './recommendation-list'
import { rulesOf } from './rules-of-model'

const schema = z.object({
  count: rule.count,
  batchSize: rule.count,
  fallback: z.enum(['popular', 'trending'], "must be 'popular' or 'trending'"),
})

/** What recommends: anything that scores, by itself or with a ranking of its own. */
export type RecommendingModel = Ranker & Pick<Recommender, 'itemIds' | 'popularity'>

/** Which items are recommended, and how many. */
export interface RecommendOptions {
  /** Items for each history: 10 by default; fewer only where no more may be recommended. */
  readonly count?: number | undefined
  /** Whether items of the history may be recommended again; by default they are excluded. */
  readonly seen?: 'exclude' | 'keep' | undefined
  /** What else each of the same users is not recommended, such as items that they rated and do not like. */
  readonly without?: Interactions | undefined
  /** Which items may be recommended, as `compileRules` of @hvamp/rules says; all by default. */
  readonly rules?: CompiledRules | undefined
  /** What a history without items gets, and what fills lists: items of most users, the default, or of most users of late. */
  readonly fallback?: 'popular' | 'trending' | undefined
  /** Histories scored together: 200 by default. */
  readonly batchSize?: number | undefined
}

/** How much longer than the last a ranking is, as long as limits leave lists short. */
const GROWTH = 4

/**
 * The best items for each history, best first. No user needs to be known from training.
 *
 * The lists are those that scoring all items, weighting them and filtering them by the rules afterwards would give. A history
 * without items gets popular ones, where the model keeps its items' counts; data without users, such as `interactionsFrom([])` of an empty
 * basket, get no list: `popularItems` gives them one. Where scores are evidence (of neighbours, SLIM
 * and EASE), of equal ones the more popular item ranks first, such as where nothing in the history speaks for either.
 *
 * @throws if an option is unknown, count is not a positive integer, the histories are not numbered by the model's items, the rules were compiled for
 *   other items, or the fallback is what is trending in a model that was trained without times
 * @example await recommend(model, histories, { count: 5 })
 */
export async function recommend(
  model: RecommendingModel,
  histories: Interactions,
  given: RecommendOptions = {},
): Promise<RecommendationList[]> {
  const where = 'recommend'
  requireKnown(`${where}: options`, given, { ...schema.shape, seen: true, without: true, rules: true })
  const { count = 10, seen = 'exclude', without, rules, fallback = 'popular', batchSize = 200 } = given
  checked(schema, { count, batchSize, fallback }, where)
  const compiled = rulesOf(model, rules, where)
  const { allowed, weights, limits } = compiled
  if (fallback === 'trending') requireCounts(model, fallback, where)
  let ranking: ReturnType<typeof popularRanking> | undefined
  const popular = model.popularity && (() => (ranking ??= popularRanking(model, fallback, compiled, where)))
  const maker = listMaker({ model, rules: compiled, count, fallback, popular })

  const { userCount, itemCount, offsets } = histories
  if (without) requireSameUsers(histories, without)
  /** Items that a user is not recommended. */
  const leftOut = (user: number) =>
    new Set([
      ...(seen === 'exclude' ? itemsOf(histories, user) : []),
      ...(without ? itemsOf(without, user) : []),
    ])
  const lists: RecommendationList[] = []
  let open: number[] = []
  for (let user = 0; user < userCount; user++) {
    if (popular && offsets[user] === offsets[user + 1]) lists[user] = maker.ofNobody(leftOut(user))
    else open.push(user)
  }
  const most = without ? longest(without) : 0
  for (let length = most + (limits.length > 0 ? GROWTH * count : count); open.length > 0; length *= GROWTH) {
    const asked = open.length === userCount ? histories : selectUsers(histories, open)
    const short: number[] = []
    const order = hasPopularTies(model) ? popular!().order : undefined
    const options = { batchSize, count: length, seen, allowed, weights, order }
    for await (const { from, to, rankingOf } of rankBatches(model, asked, options)) {
      for (let i = from; i < to; i++) {
        const user = open[i]!
        const ranked = rankingOf(i)
        const isWhole = ranked.items.length < length || length >= itemCount
        const list = maker.ofHistory(leftOut(user), ranked, isWhole)
        if (list) lists[user] = list
        else short.push(user)
      }
    }
    open = short
  }
  return lists
}

function itemsOf({ items, offsets }: Interactions, user: number): Int32Array {
  return items.subarray(offsets[user]!, offsets[user + 1]!)
}

/** The most items that one user has. */
function longest({ offsets }: Interactions): number {
  return offsets.reduce(
    (most, offset, user) => (user > 0 ? Math.max(most, offset - offsets[user - 1]!) : most),
    0,
  )
}

function requireSameUsers({ userCount, itemIds }: Interactions, without: Interactions): void {
  if (without.userCount !== userCount) {
    throw new Error(
      `recommend: without must have the ${userCount} users of the histories, got ${without.userCount}`,
    )
  }
  requireModelItems('recommend', itemIds, without, 'without')
}
