import { type ItemSimilarities, itemSimilarities, type Recommendation, type Recommender } from '@hvamp/models'
import { type CompiledRules, type ItemTable, type Rules, ruleCompiler } from '@hvamp/rules'
import type { ListedItem, ListedItems, PopularQuestion } from './questions'
import { recentlyUsed } from './recently-used'

/** A model in memory with what every answer needs of it. */
export interface LoadedModel {
  readonly recommender: Recommender
  /** The number of each item, by id. */
  readonly indexOf: ReadonlyMap<string, number>
  /**
   * Rules for the items of the model; rules that were asked before are not compiled again.
   *
   * @throws naming the place, the rule and the value, if they do not fit the item table
   */
  compiled(rules: Rules | undefined): CompiledRules | undefined
  /** The list of an equal question that was asked before, or what `make` makes: a model's counts do not change. */
  popular(question: PopularQuestion, make: () => ListedItems): ListedItems
  /** What finds similar items, made when it is first asked. */
  similarities(): Promise<ItemSimilarities>
  /** Items with their titles, where the item table has some. */
  titled(items: readonly Recommendation[]): readonly ListedItem[]
}

/** How many compiled rules are kept: some 5 bytes an item each at most, for all of them share the groups of their limits. */
const REMEMBERED = 100

/** Indexes the items of a model. */
export function loadedModel(recommender: Recommender, table?: ItemTable): LoadedModel {
  const { itemIds } = recommender
  const compile = ruleCompiler({ itemIds, table })
  const rules = recentlyUsed<CompiledRules>(REMEMBERED)
  const lists = recentlyUsed<ListedItems>(REMEMBERED)
  let similar: Promise<ItemSimilarities> | undefined
  return {
    recommender,
    indexOf: new Map(itemIds.map((id, item) => [id, item])),
    compiled: (asked) => asked && rules.get(asked, () => compile(asked)),
    popular: (question, make) => lists.get(question, make),
    similarities() {
      similar ??= itemSimilarities(recommender)
      return similar
    },
    titled: (items) => table?.titled(items) ?? items,
  }
}
