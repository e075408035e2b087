import type { CompiledRules } from '@hvamp/rules'
import type { Recommender } from '../recommender/recommender'
import { requireModelItems } from '../recommender/require-model-items'

/**
 * The rules to be used for a model, or those that leave everything open.
 *
 * @param where prefix of error messages
 * @throws if they were compiled for other items
 */
export function rulesOf(
  { itemIds }: Pick<Recommender, 'itemIds'>,
  rules: CompiledRules | undefined,
  where: string,
): CompiledRules {
  if (!rules) {
    const none = { limits: [], unknownItems: [], unmetValues: [], listsInGroups: [] }
    return { itemIds, candidateCount: itemIds.length, ...none }
  }
  requireModelItems(where, itemIds, { itemIds: rules.itemIds, itemCount: rules.itemIds.length }, 'rules')
  return rules
}
