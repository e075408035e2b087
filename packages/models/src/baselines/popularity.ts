import { popularity as definition } from '../definitions/neighbour-models'
import type { Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import type { Scorer } from './baseline'
import { defineBaseline } from './define-baseline'

export const popularityMaker = defineBaseline(definition, {
  scale: 'count',
  // biome-ignore lint/correctness/useYield: counting is done in one step
  *learn({ items, itemCount }) {
    const counts = new Float32Array(itemCount)
    for (const item of items) counts[item]! += 1
    return scorer(counts)
  },
  // biome-ignore lint/correctness/useYield: the blocks are counted already
  *learnInBlocks({ itemCounts }) {
    return scorer(Float32Array.from(itemCounts))
  },
  read: ({ itemIds, arrays }) => scorer(savedValues('popularity', arrays, 'counts', [itemIds.length])),
})

/**
 * Ranks items by how many training users have them: the least that a model has to beat.
 *
 * @example const model = popularity(); await model.fit(train)
 */
export function popularity(): Recommender {
  return popularityMaker.make()
}

function scorer(counts: Float32Array): Scorer {
  return {
    arrays: { counts: { shape: [counts.length], values: counts } },
    addScores: (_history, scores) => scores.set(counts),
  }
}
