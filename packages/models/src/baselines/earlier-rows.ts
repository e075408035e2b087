import type { Floats } from '@hvamp/tensors'
import { trainingError } from '@hvamp/training'
import { earlierItems } from '../recommender/earlier-items'
import type { ModelState } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'

/** The rows of an earlier model's items, for items of today. */
export interface EarlierRows {
  /**
   * Copies them over a fresh start, [items, size]: rows of new items stay.
   *
   * @param array the name of the array that has them
   * @throws (HVAMP_OTHER_MODEL) if the earlier model has rows of another size
   */
  keep<Numbers extends Floats>(start: Numbers, array: string, size: number): Numbers
}

/**
 * @param where prefix of error messages
 * @throws (HVAMP_OTHER_MODEL) if the state is not one of the model, or knows none of the items
 */
export function earlierRows(
  where: string,
  name: string,
  itemIds: readonly string[],
  from: ModelState,
): EarlierRows {
  const earlier = earlierItems(where, name, itemIds, from)

  function rowsOf(array: string, size: number): Float32Array {
    try {
      return savedValues(`${where}: from`, from.arrays, array, [from.itemIds.length, size])
    } catch (cause) {
      throw trainingError('HVAMP_OTHER_MODEL', (cause as Error).message, cause)
    }
  }

  return {
    keep(start, array, size) {
      const values = rowsOf(array, size)
      for (const [item, before] of earlier.entries()) {
        if (before >= 0) start.set(values.subarray(before * size, (before + 1) * size), item * size)
      }
      return start
    },
  }
}
