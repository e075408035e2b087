import type { CompiledRules } from '@hvamp/rules'
import type { RankedItems, Recommender } from '../recommender/recommender'
import { limitedList } from './limited-list'
import type { Basis, PopularRanking } from './popular-ranking'
import {
  type EmptyReason,
  NONE_ALLOWED,
  type Recommendation,
  type RecommendationList,
} from './recommendation-list'

/** Makes lists of recommendations out of rankings, under rules. */
export interface ListMaker {
  /**
   * The list of a history; undefined if limits leave it short and a longer ranking may have more.
   *
   * @param left items that are not to be recommended, of the history or beside it
   * @param ranked of a model that `hasPopularTies` with the order of popular items
   * @param isWhole whether the ranking has every item that may be recommended
   */
  ofHistory(left: ReadonlySet<number>, ranked: RankedItems, isWhole: boolean): RecommendationList | undefined
  /** The list of anyone whose history has no item that the model knows. */
  ofNobody(left: ReadonlySet<number>): RecommendationList
}

export interface ListMakerOptions {
  readonly model: Pick<Recommender, 'itemIds' | 'scale' | 'popularity'>
  readonly rules: CompiledRules
  readonly count: number
  readonly fallback: Exclude<Basis, 'history'>
  /** Asked when it is first needed; undefined where the model keeps no counts. */
  readonly popular: (() => PopularRanking) | undefined
}

/** What makes lists of at most `count` items. */
export function listMaker({ model, rules, count, fallback, popular }: ListMakerOptions): ListMaker {
  const { limits, candidateCount } = rules

  function finished(basis: Basis, items: Recommendation[], filledFrom = -1): RecommendationList {
    const reason: EmptyReason = candidateCount === 0 ? NONE_ALLOWED : 'every allowed item is in the history'
    return {
      basis,
      items,
      ...(filledFrom >= 0 && { filledFrom }),
      ...(items.length === 0 && { reason }),
    }
  }

  /** A list that is filled with one item after another. */
  function growing() {
    const items: Recommendation[] = []
    const limited = limitedList(limits)
    const offer = (item: number, score: number) => {
      if (items.length < count && limited.take(item)) items.push({ item: model.itemIds[item]!, score })
    }
    return { items, offer }
  }

  return {
    ofHistory(left, ranked, isWhole) {
      const { items, offer } = growing()
      for (const [rank, item] of ranked.items.entries()) {
        if (!left.has(item)) offer(item, ranked.scores[rank]!)
      }
      if (items.length < count && !isWhole) return undefined
      const filledFrom = hasPopularTies(model) ? items.findIndex(({ score }) => score === 0) : -1
      return finished(model.scale === 'count' ? 'popular' : 'history', items, filledFrom)
    },
    ofNobody(left) {
      const { items: ranking, scoreOf } = popular!()
      const { items, offer } = growing()
      for (const item of ranking) {
        if (items.length === count) break
        if (!left.has(item)) offer(item, scoreOf(item))
      }
      return finished(fallback, items)
    },
  }
}

/** Whether of items with equal scores the more popular one ranks first. */
export const hasPopularTies = ({ scale, popularity }: Pick<Recommender, 'scale' | 'popularity'>): boolean =>
  scale === 'evidence' && popularity !== undefined
