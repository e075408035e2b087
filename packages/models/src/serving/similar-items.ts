import { type Id, type Interactions, requireId } from '@hvamp/data'
import { requireKnown } from '@hvamp/random'
import type { CompiledRules } from '@hvamp/rules'
import type { NamedArray } from '@hvamp/tensors'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import type { Recommender } from '../recommender/recommender'
import { hasItemVectors, itemVectors, type VectorModel } from './item-vectors'
import { type RecommendingModel, recommend } from './recommend'
import { NONE_ALLOWED, type Recommendation } from './recommendation-list'
import { singleItems } from './single-items'

/**
 * How likeness is measured.
 *
 * - `vectors`: the cosine of the items' vectors
 * - `neighbours`: the greater of the weights that a model of neighbours, or SLIM, has between the items
 * - `score`: scores for a history of the item alone
 */
export type SimilarityMeasure = 'vectors' | 'neighbours' | 'score'

/** Which items are listed, and how many. */
export interface SimilarOptions {
  /** 10 by default; fewer where no more are like it or may be listed. */
  readonly count?: number | undefined
  /** Which items may be listed, as `compileRules` of @hvamp/rules says; all by default. */
  readonly rules?: CompiledRules | undefined
}

/** What is like an item, the most alike first. */
export interface SimilarItems {
  readonly item: string
  readonly measure: SimilarityMeasure
  readonly items: readonly Recommendation[]
  /** Of an empty list. */
  readonly reason?: NoneAlikeReason
}

/** Why no item is listed as like one. */
export type NoneAlikeReason = typeof NONE_ALLOWED | 'no other item that may be listed is like it'

/** A model's items by their likeness, with what it takes to find more in memory. */
export interface ItemSimilarities {
  readonly measure: SimilarityMeasure
  /** The items like each of some, by their ids. @throws if the model does not know one, or it is neither a text nor an integer */
  similarTo(ids: readonly Id[], options?: SimilarOptions): Promise<SimilarItems[]>
}

const measures = ['vectors', 'neighbours', 'score'] as const
const similarOptions = { count: true, rules: true }
const schema = z.object({ measure: z.enum(measures, `must be one of ${measures.join(', ')}`) })

/** What can say which of its items are alike. */
export type SimilarityModel = RecommendingModel & VectorModel & Pick<Recommender, 'neighbourhood'>

/**
 * What finds similar items, for many questions: vectors are computed once.
 *
 * @param options.measure by default the first that the model has of `vectors`, `neighbours` and `score`. Every model has scores: EASE the weights
 *   of its items, user-kNN what near users have; those of popularity are the same for every item
 * @throws if the model was not fitted, or does not have what is to be measured
 * @example const similarities = await itemSimilarities(model); await similarities.similarTo(['42'], { count: 5 })
 */
export async function itemSimilarities(
  model: SimilarityModel,
  options: { readonly measure?: SimilarityMeasure | undefined } = {},
): Promise<ItemSimilarities> {
  requireKnown('itemSimilarities: options', options, schema.shape)
  const { measure = defaultMeasure(model) } = options
  checked(schema, { measure }, 'itemSimilarities')
  const { itemIds } = model
  if (itemIds.length === 0)
    throw new Error(`itemSimilarities: the model must be fitted, got ${model.name} without items`)
  const indexOf = new Map(itemIds.map((id, item) => [id, item]))
  const scoring = await likenessOf(model, measure)
  return {
    measure,
    async similarTo(given, options = {}) {
      requireKnown('similarTo: options', options, similarOptions)
      const { count, rules } = options
      const ids = given.map((id) => requireId('similarItems: items', id))
      const unknown = ids.find((id) => !indexOf.has(id))
      if (unknown !== undefined)
        throw new Error(`similarItems: items must be known to the model, got '${unknown}'`)
      const alone = singleItems(
        itemIds,
        Int32Array.from(ids, (id) => indexOf.get(id)!),
      )
      const lists = await recommend(scoring, alone, { ...(count !== undefined && { count }), rules })
      const isAlike = ({ score }: Recommendation) => scoring.scale !== 'evidence' || score > 0
      return lists.map(({ items }, row) => {
        const alike = items.filter(isAlike)
        return {
          item: ids[row]!,
          measure,
          items: alike,
          ...(alike.length === 0 && { reason: noneAlike(rules) }),
        }
      })
    },
  }
}

function noneAlike(rules: CompiledRules | undefined): NoneAlikeReason {
  return rules?.candidateCount === 0 ? NONE_ALLOWED : 'no other item that may be listed is like it'
}

/**
 * The items most like one, best first, never itself: see `itemSimilarities`, which is quicker for many questions.
 *
 * @throws if the model does not know the item, or it is neither a text nor an integer, or vectors are asked for that it does not have
 * @example await similarItems(model, '42', { count: 5 })
 */
export async function similarItems(
  model: SimilarityModel,
  id: Id,
  options: SimilarOptions & { readonly measure?: SimilarityMeasure | undefined } = {},
): Promise<SimilarItems> {
  requireKnown('similarItems: options', options, { ...similarOptions, ...schema.shape })
  const { measure, ...listed } = options
  const similarities = await itemSimilarities(model, { measure })
  const [similar] = await similarities.similarTo([id], listed)
  return similar!
}

function defaultMeasure(model: SimilarityModel): SimilarityMeasure {
  if (hasItemVectors(model)) return 'vectors'
  return model.neighbourhood ? 'neighbours' : 'score'
}

/** What scores a history of one item by likeness to it. */
async function likenessOf(model: SimilarityModel, measure: SimilarityMeasure): Promise<RecommendingModel> {
  if (measure === 'score') return model
  const { itemIds, name } = model
  if (measure === 'vectors') return byCosine(itemIds, await itemVectors(model))
  const neighbourhood = model.neighbourhood?.bind(model)
  if (!neighbourhood)
    throw new Error(`itemSimilarities: the model must keep neighbours, got ${name}, which does not`)
  return { itemIds, scale: 'evidence', score: ({ items }) => neighbourhood(items) }
}

/** Scores histories of one item by the cosine between its vector and those of all items; 0 where one has no length. */
function byCosine(itemIds: readonly string[], { shape, values }: NamedArray): RecommendingModel {
  const size = shape[1]!
  const unit = unitRows(values, size)
  return {
    itemIds,
    async score({ userCount, items }: Interactions) {
      const scores = new Float32Array(userCount * itemIds.length)
      for (let row = 0; row < userCount; row++) {
        const own = items[row]! * size
        for (let item = 0; item < itemIds.length; item++) {
          let sum = 0
          for (let i = 0, at = item * size; i < size; i++, at++) sum += unit[own + i]! * unit[at]!
          scores[row * itemIds.length + item] = sum
        }
      }
      return scores
    },
  }
}

/** Rows scaled to length 1. */
function unitRows(values: Float32Array, size: number): Float32Array {
  const unit = values.slice()
  for (let start = 0; start < unit.length; start += size) {
    const row = unit.subarray(start, start + size)
    const length = Math.hypot(...row)
    if (length > 0) for (let i = 0; i < size; i++) row[i]! /= length
  }
  return unit
}
