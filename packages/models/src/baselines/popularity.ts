import type { ModelState, Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { type BaselineOptions, baseline, type Scorer } from './baseline'

/**
 * Recommends what most training users have: the least a model has to beat.
 *
 * @example const model = popularity(); await model.fit(train)
 */
export function popularity(): Recommender {
  return baseline(description)
}

/** @throws if the state is not one of popularity's */
export function restorePopularity({ itemIds, arrays, popularity }: ModelState): Recommender {
  const counts = savedValues('popularity', arrays, 'counts', [itemIds.length])
  return baseline({ ...description, itemIds, scorer: scorer(counts), popularity })
}

const description: BaselineOptions = {
  name: 'popularity',
  options: {},
  scale: 'count',
  // biome-ignore lint/correctness/useYield: counting is done in one step
  *learn({ items, itemCount }) {
    const counts = new Float32Array(itemCount)
    for (const item of items) counts[item]! += 1
    return scorer(counts)
  },
}

function scorer(counts: Float32Array): Scorer {
  return {
    arrays: { counts: { shape: [counts.length], values: counts } },
    addScores: (_history, scores) => scores.set(counts),
  }
}
