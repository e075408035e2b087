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
   * @param isWhole whether the ranking has every item that may be recommended
   */
  ofHistory(left: ReadonlySet<number>, ranked: RankedItems, isWhole: boolean): RecommendationList | undefined
  /** The list of anyone whose history has no item that the model knows. */
  ofNobody(left: ReadonlySet<number>): RecommendationList
}

export interface ListMakerOptions {
  readonly model: Pick<Recommender, 'itemIds' | 'scale'>
  readonly rules: CompiledRules
  readonly count: number
  readonly fallback: Exclude<Basis, 'history'>
  /** Asked when it is first needed; undefined where the model keeps no counts. */
  readonly popular: (() => PopularRanking) | undefined
}

/** What makes lists of at most `count` items. */
export function listMaker({ model, rules, count, fallback, popular }: ListMakerOptions): ListMaker {
  const { limits, candidateCount } = rules

  function finished(basis: Basis, items: Recommendation[], filledFrom = items.length): RecommendationList {
    const reason: EmptyReason = candidateCount === 0 ? NONE_ALLOWED : 'every allowed item is in the history'
    return {
      basis,
      items,
      ...(filledFrom < items.length && { filledFrom }),
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
      const isEvidence = model.scale === 'evidence' && popular !== undefined
      const end = isEvidence ? endOfEvidence(ranked.scores) : ranked.items.length
      const { items, offer } = growing()
      for (let rank = 0; rank < end; rank++) {
        const item = ranked.items[rank]!
        if (!left.has(item)) offer(item, ranked.scores[rank]!)
      }
      if (items.length < count && end === ranked.items.length && !isWhole) return undefined
      const filledFrom = items.length
      if (isEvidence && filledFrom < count) {
        const ranks = new Set(ranked.items.subarray(0, end))
        for (const item of popular().items) if (!ranks.has(item) && !left.has(item)) offer(item, 0)
      }
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

/** How many of the scores, which descend, something speaks for. */
function endOfEvidence(scores: Float32Array): number {
  const end = scores.indexOf(0)
  return end < 0 ? scores.length : end
}
