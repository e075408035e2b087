import { firstDifference, type Interactions } from '@hvamp/data'

/**
 * Histories are rows of item numbers, which mean nothing in a model that numbers its items otherwise.
 *
 * @param where prefix of error messages
 * @param what the rows are, for errors
 * @throws if number or ids of the items are not the model's
 */
export function requireModelItems(
  where: string,
  itemIds: readonly string[],
  histories: Pick<Interactions, 'itemCount' | 'itemIds'>,
  what = 'histories',
): void {
  if (histories.itemCount !== itemIds.length) {
    throw new Error(
      `${where}: ${what} must have the model's ${itemIds.length} items, got ${histories.itemCount}`,
    )
  }
  const at = firstDifference(itemIds, histories.itemIds)
  if (at >= 0) {
    throw new Error(
      `${where}: ${what} must number their items as the model does, '${itemIds[at]}' as ${at}, got '${histories.itemIds[at]}'`,
    )
  }
}
