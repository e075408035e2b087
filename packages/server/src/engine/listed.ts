import type { RecommendationList } from '@hvamp/models'
import type { CompiledRules } from '@hvamp/rules'
import type { LoadedModel } from './loaded-model'
import type { ListedItems } from './questions'

/** The first items of a list as answers have them: with titles, and what of the rules the model does not know. */
export function listed(
  model: Pick<LoadedModel, 'titled'>,
  { filledFrom, ...list }: RecommendationList,
  count: number,
  rules: CompiledRules | undefined,
): ListedItems {
  const items = list.items.slice(0, count)
  return {
    ...list,
    items: model.titled(items),
    ...(filledFrom !== undefined && filledFrom < items.length && { filledFrom }),
    ...unknownIn(rules),
  }
}

/** Ids in rules that the model does not know, texts that no item has or that lists have too, items without a value, and lists that count as one text, if there are any. */
export function unknownIn(
  rules: CompiledRules | undefined,
): Pick<ListedItems, 'unknownInRules' | 'unmetValues' | 'textsInLists' | 'withoutValue' | 'listsInGroups'> {
  return {
    ...(rules && rules.unknownItems.length > 0 && { unknownInRules: rules.unknownItems }),
    ...(rules && rules.unmetValues.length > 0 && { unmetValues: rules.unmetValues }),
    ...(rules?.textsInLists && { textsInLists: rules.textsInLists }),
    ...(rules?.withoutValue && { withoutValue: rules.withoutValue }),
    ...(rules && rules.listsInGroups.length > 0 && { listsInGroups: rules.listsInGroups }),
  }
}
