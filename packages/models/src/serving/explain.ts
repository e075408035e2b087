import { type Id, type Interactions, requireId } from '@hvamp/data'
import { requireKnown } from '@hvamp/random'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { Recommender } from '../recommender/recommender'
import { requireModelItems } from '../recommender/require-model-items'
import { sliceUsers } from '../recommender/rows'

/** What an item of a history does for the score of another item. */
export interface Contribution {
  readonly item: string
  readonly contribution: number
}

/** Why an item has its score. */
export interface Explanation {
  readonly item: string
  readonly score: number
  /**
   * - `exact`: the score is the sum of the contributions and `rest`
   * - `leaveOneOut`: a contribution is how much lower the score is without the item; of a model of probabilities, their logarithm
   */
  readonly method: 'exact' | 'leaveOneOut'
  /** Of each item of the history, the greatest first. */
  readonly contributions: readonly Contribution[]
  /** The part of an exact score that no history changes. */
  readonly rest?: number
}

/** What can say why. */
export type ExplainingModel = Pick<Recommender, 'itemIds' | 'score' | 'scale' | 'contributions'>

/**
 * Why items have the scores that they have for a history, such as recommended ones: what each item of the history contributes.
 *
 * Linear and neighbour models are sums, so their contributions are exact; other models are asked again without each item of the history, all
 * in one batch.
 *
 * @param history of one user, numbered by the model's items
 * @throws if an option is unknown, it is not one history, or the model does not know an item, or its id is neither a text nor an integer
 * @example const [why] = await explain(model, history, [list.items[0].item])
 */
export async function explain(
  model: ExplainingModel,
  history: Interactions,
  ids: readonly Id[],
  options: { readonly batchSize?: number | undefined } = {},
): Promise<Explanation[]> {
  requireKnown('explain: options', options, { batchSize: true })
  const { batchSize = 200 } = options
  checked(z.object({ batchSize: count }), { batchSize }, 'explain')
  if (history.userCount !== 1)
    throw new Error(`explain: history must be of one user, got ${history.userCount}`)
  requireModelItems('explain', model.itemIds, history)
  const indexOf = new Map(model.itemIds.map((id, item) => [id, item]))
  const items = ids.map((id) => requireId('explain: items', id))
  const asked = Int32Array.from(items, (id) => {
    const item = indexOf.get(id)
    if (item === undefined) throw new Error(`explain: items must be known to the model, got '${id}'`)
    return item
  })
  const scores = await model.score(history)
  const parts = model.contributions
    ? await model.contributions(history, asked)
    : await withoutEach(model, history, asked, scores, batchSize)
  const length = history.items.length
  return items.map((item, i) => {
    const own = parts.subarray(i * length, (i + 1) * length)
    const score = scores[asked[i]!]!
    const contributions = Array.from(own, (contribution, at) => ({
      item: model.itemIds[history.items[at]!]!,
      contribution,
    })).sort((a, b) => b.contribution - a.contribution)
    if (!model.contributions) return { item, score, method: 'leaveOneOut', contributions }
    return {
      item,
      score,
      method: 'exact',
      contributions,
      rest: own.reduce((rest, part) => rest - part, score),
    }
  })
}

/** How much lower the scores of some items are without each item of a history: [items, history]. */
async function withoutEach(
  model: ExplainingModel,
  history: Interactions,
  asked: Int32Array,
  scores: Float32Array,
  batchSize: number,
): Promise<Float32Array> {
  const { itemCount, items } = history
  const shorter = leaveOneOutHistories(history)
  const differences = new Float32Array(asked.length * items.length)
  const shift = model.scale === 'logProbability' ? logSumExp : () => 0
  const whole = shift(scores)
  for (let from = 0; from < items.length; from += batchSize) {
    const to = Math.min(from + batchSize, items.length)
    const without = await model.score(sliceUsers(shorter, from, to))
    for (let left = from; left < to; left++) {
      const row = without.subarray((left - from) * itemCount, (left - from + 1) * itemCount)
      const level = whole - shift(row)
      for (const [i, item] of asked.entries()) {
        differences[i * items.length + left] = scores[item]! - row[item]! - level
      }
    }
  }
  return differences
}

/** A history without each of its items in turn. */
function leaveOneOutHistories(history: Interactions): Interactions {
  const { items, values } = history
  const length = items.length
  const kept = Array.from({ length }, (_, left) => [...items.keys()].filter((at) => at !== left)).flat()
  return {
    ...history,
    userCount: length,
    userIds: Array.from(items, (item) => history.itemIds[item]!), // whose history lacks it
    offsets: Int32Array.from({ length: length + 1 }, (_, row) => row * (length - 1)),
    items: Int32Array.from(kept, (at) => items[at]!),
    values: values && Float32Array.from(kept, (at) => values[at]!),
    timestamps: undefined,
    positions: undefined,
  }
}

function logSumExp(scores: Float32Array): number {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) highest = Math.max(highest, score)
  let sum = 0
  for (const score of scores) sum += Math.exp(score - highest)
  return highest + Math.log(sum)
}
