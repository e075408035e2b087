import { createHash } from 'node:crypto'
import type { RecommendationList, Recommender } from '@hvamp/models'
import { type CompiledRules, type ItemTable, type Rules, ruleCompiler } from '@hvamp/rules'
import type { ListedItem, ListedItems } from './questions'

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
  /** The first items of a list, with their titles where the item table has some, and what of the rules is unknown. */
  listed(list: RecommendationList, count: number, rules: CompiledRules | undefined): ListedItems
}

const REMEMBERED = 100 // compiled rules: some 9 bytes an item each at most

/** Indexes the items of a model. */
export function loadedModel(recommender: Recommender, table?: ItemTable): LoadedModel {
  const { itemIds } = recommender
  const compile = ruleCompiler({ itemIds, table })
  const remembered = new Map<string, CompiledRules>()
  return {
    recommender,
    indexOf: new Map(itemIds.map((id, item) => [id, item])),
    compiled(rules) {
      if (!rules) return undefined
      const key = createHash('sha256').update(JSON.stringify(rules)).digest('base64') // a list of ids may be long
      const result = remembered.get(key) ?? compile(rules)
      remembered.delete(key) // so that it stands last, as the one used last
      remembered.set(key, result)
      if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!)
      return result
    },
    listed({ filledFrom, ...list }, count, rules) {
      const items = list.items.slice(0, count)
      return {
        ...list,
        items: table?.title === undefined ? items : items.map((item) => titled(item, table)),
        ...(filledFrom !== undefined && filledFrom < items.length && { filledFrom }),
        ...(rules && rules.unknownItems.length > 0 && { unknownInRules: rules.unknownItems }),
      }
    },
  }
}

function titled(item: ListedItem, table: ItemTable): ListedItem {
  const title = table.titleOf(item.item)
  return title === undefined ? item : { ...item, title }
}
