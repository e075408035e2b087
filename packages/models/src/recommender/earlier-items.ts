import { trainingError } from '@hvamp/training'
import type { ModelState } from './recommender'

/**
 * Where a warm start finds the items of the data in an earlier model.
 *
 * @param name of the model that starts
 * @param where prefix of error messages
 * @returns for each item its number there, and −1 for a new one
 * @throws (HVAMP_OTHER_MODEL) if the state is one of another model, or knows none of the items
 */
export function earlierItems(
  where: string,
  name: string,
  itemIds: readonly string[],
  from: Pick<ModelState, 'model' | 'itemIds'>,
): Int32Array {
  if (from.model !== name) {
    throw trainingError(
      'HVAMP_OTHER_MODEL',
      `${where}: from must be the state of a model '${name}', got one of '${from.model}'`,
    )
  }
  const numbers = new Map(from.itemIds.map((id, number) => [id, number]))
  const earlier = Int32Array.from(itemIds, (id) => numbers.get(id) ?? -1)
  if (earlier.every((number) => number < 0)) {
    throw trainingError(
      'HVAMP_OTHER_MODEL',
      `${where}: from must know some of the data's ${itemIds.length} items, got none among its ${from.itemIds.length}: '${itemIds[0]}' is new, '${from.itemIds[0]}' is gone`,
    )
  }
  return earlier
}
