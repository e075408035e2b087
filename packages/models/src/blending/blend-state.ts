import { blendDefinition } from '../definitions/blend'
import type { ModelState } from '../recommender/recommender'

/** A blend as data: arrays of its parts begin with the number of the part and a dot. */
export function blendState(states: readonly ModelState[], weights: readonly number[]): ModelState {
  const parts = states.map(({ model, options, users }) => ({
    model,
    options,
    ...(users !== undefined && { users }),
  }))
  const arrays = states.flatMap((state, i) =>
    Object.entries(state.arrays).map(([array, values]) => [`${i}.${array}`, values] as const),
  )
  return {
    model: blendDefinition.name,
    options: { weights: [...weights], parts },
    itemIds: states[0]!.itemIds,
    arrays: Object.fromEntries(arrays),
  }
}
