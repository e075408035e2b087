import type { NamedArrays } from '@hvamp/tensors'
import { z } from 'zod'
import { blendDefinition } from '../definitions/blend'
import { checked } from '../recommender/checked'
import { count, nonNegative } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { blendOf } from './blend'

const { name } = blendDefinition

/** What the options of a saved blend hold: its models without their weights' arrays, and how much each counts. */
const savedOptions = z.strictObject({
  weights: z.array(nonNegative, 'must be a list of numbers'),
  parts: z.array(
    z.strictObject(
      {
        model: z.string('must be a text'),
        options: z.record(z.string(), z.unknown(), 'must be an object'),
        users: count.optional(),
      },
      'must be an object',
    ),
    'must be a list',
  ),
})

/**
 * The blend that was saved in a state.
 *
 * @param restorePart makes a model of it again
 * @throws if the state is not one of a blend, or a part of it could not be restored
 */
export function restoredBlend(
  { options, itemIds, arrays, popularity }: ModelState,
  restorePart: (state: ModelState) => Recommender,
): Recommender {
  const { weights, parts } = checked(savedOptions, options, name)
  const ofParts = arraysOfParts(arrays, parts.length)
  const models: Recommender[] = []
  try {
    for (const [i, part] of parts.entries()) {
      models.push(restorePart({ ...part, itemIds, arrays: ofParts[i]!, popularity }))
    }
    return blendOf(models, weights, { popularity })
  } catch (error) {
    for (const model of models) model.dispose()
    throw error
  }
}

function arraysOfParts(arrays: NamedArrays, count: number): NamedArrays[] {
  const parts = Array.from({ length: count }, (): Record<string, NamedArrays[string]> => ({}))
  for (const [array, values] of Object.entries(arrays)) {
    const [, number, own] = /^(\d+)\.(.+)$/s.exec(array) ?? []
    const part = parts[Number(number)]
    if (!part || own === undefined) {
      throw new Error(`${name}: '${array}' must begin with the number of one of ${count} parts`)
    }
    part[own] = values
  }
  return parts
}
