import type {
  Explanation,
  NoneAlikeReason,
  Recommendation,
  RecommendationList,
  SimilarityMeasure,
} from '@hvamp/models'
import type { ItemsWithoutValue, ListInGroups, Rules, TextInList, UnmetValue } from '@hvamp/rules'

/** An item of an answer, with what it is called where the item table says. */
export interface ListedItem extends Recommendation {
  readonly title?: string
}

/** A list of an answer. */
export interface ListedItems extends Omit<RecommendationList, 'items'> {
  readonly items: readonly ListedItem[]
  /** Ids of the rules that the model does not know. */
  readonly unknownInRules?: readonly string[]
  /** Texts of the rules that no item has in the column that they are compared with. */
  readonly unmetValues?: readonly UnmetValue[]
  /** Texts of the rules that stand within lists too, of which `=` and `in` do not ask. */
  readonly textsInLists?: readonly TextInList[]
  /** Items without a value in a column that the rules ask. */
  readonly withoutValue?: readonly ItemsWithoutValue[]
  /** Columns of `per` whose texts are lists, each of which is a group of its own. */
  readonly listsInGroups?: readonly ListInGroups[]
}

/** Whose list is asked for, and how. */
export interface RecommendQuestion {
  readonly history: readonly string[]
  /** One for each id of the history; without them a model that learnt ratings counts each item as rated the highest. */
  readonly ratings?: readonly number[] | undefined
  /** What else is not recommended, unless what is seen is kept. */
  readonly without?: readonly string[] | undefined
  readonly count: number
  readonly seen: 'exclude' | 'keep'
  /** What a history without an item that the model knows gets. */
  readonly fallback: 'popular' | 'trending'
  readonly rules?: Rules | undefined
}

/** One list, best first. */
export interface RecommendAnswer extends ListedItems {
  /** Ids of the history that the model does not know. */
  readonly unknownItems: readonly string[]
}

/** Which items most users have. */
export interface PopularQuestion {
  readonly count: number
  readonly by: 'popular' | 'trending'
  readonly rules?: Rules | undefined
}

/** Which items are like one. */
export interface SimilarQuestion {
  readonly item: string
  readonly count: number
  readonly rules?: Rules | undefined
}

/** Items like one, the most alike first. */
export interface SimilarAnswer
  extends Pick<
    ListedItems,
    'items' | 'unknownInRules' | 'unmetValues' | 'textsInLists' | 'withoutValue' | 'listsInGroups'
  > {
  readonly measure: SimilarityMeasure
  /** Of an empty list. */
  readonly reason?: NoneAlikeReason
}

/** Why items have their scores for a history. */
export interface ExplainQuestion {
  readonly history: readonly string[]
  /** As those of a `RecommendQuestion`. */
  readonly ratings?: readonly number[] | undefined
  readonly items: readonly string[]
}

/** What each item of the history contributes to the score of each item asked about. */
export interface ExplainAnswer {
  readonly explanations: readonly Explanation[]
  /** Ids of the history that the model does not know. */
  readonly unknownItems: readonly string[]
}
