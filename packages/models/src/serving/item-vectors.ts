import { requireKnown } from '@hvamp/random'
import type { NamedArray } from '@hvamp/tensors'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { Recommender } from '../recommender/recommender'
import { sliceUsers } from '../recommender/rows'
import { singleItems } from './single-items'

/** What can have vectors of its items. */
export type VectorModel = Pick<Recommender, 'name' | 'itemIds' | 'itemVectors' | 'embed'>

/** Whether a model has vectors of its items. */
export function hasItemVectors({ itemVectors, embed }: VectorModel): boolean {
  return itemVectors !== undefined || embed !== undefined
}

/**
 * A vector for each item of a model, [items, size]: those that a factor model has learned, else where a history of the item alone
 * lies (`embed`). Items with close vectors, by cosine, are liked by the same people.
 *
 * @throws if an option is unknown, the model has no vectors, such as a linear or a neighbour model, or was not fitted
 * @example const { shape, values } = await itemVectors(model)
 */
export async function itemVectors(
  model: VectorModel,
  options: { readonly batchSize?: number | undefined } = {},
): Promise<NamedArray> {
  requireKnown('itemVectors: options', options, { batchSize: true })
  const { batchSize = 200 } = options
  checked(z.object({ batchSize: count }), { batchSize }, 'itemVectors')
  if (model.itemVectors) return model.itemVectors()
  if (!model.embed)
    throw new Error(`itemVectors: the model must have vectors, got ${model.name}, which has none`)
  const { itemIds } = model
  if (itemIds.length === 0)
    throw new Error(`itemVectors: the model must be fitted, got ${model.name} without items`)
  const alone = singleItems(itemIds, Int32Array.from(itemIds.keys()))
  let all: Float32Array | undefined
  let size = 0
  for (let from = 0; from < itemIds.length; from += batchSize) {
    const to = Math.min(from + batchSize, itemIds.length)
    const { shape, values } = await model.embed(sliceUsers(alone, from, to))
    size = shape[1]!
    all ??= new Float32Array(itemIds.length * size)
    all.set(values, from * size)
  }
  return { shape: [itemIds.length, size], values: all! }
}
