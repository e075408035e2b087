import type { TrainingReport } from '@hvamp/training'
import type { Recommender } from './recommender'

/** Recommends what most training users have: the least a model has to beat. */
export function popularity(fitted: { itemIds?: readonly string[]; counts?: Float32Array } = {}): Recommender {
  let itemIds = fitted.itemIds ?? []
  let counts = fitted.counts ?? new Float32Array(0)
  return {
    name: 'popularity',
    get itemIds() {
      return itemIds
    },
    async fit(train): Promise<TrainingReport> {
      itemIds = train.itemIds
      counts = new Float32Array(train.itemCount)
      for (const item of train.items) counts[item]! += 1
      return { epochs: [], bestEpoch: 0, stopped: 'epochs' }
    },
    async score(histories) {
      if (histories.itemCount !== counts.length) {
        throw new Error(
          `popularity: histories must have the model's ${counts.length} items, got ${histories.itemCount}`,
        )
      }
      const scores = new Float32Array(histories.userCount * counts.length)
      for (let user = 0; user < histories.userCount; user++) scores.set(counts, user * counts.length)
      return scores
    },
    async state() {
      return {
        model: 'popularity',
        options: {},
        itemIds,
        arrays: { counts: { shape: [counts.length], values: counts } },
      }
    },
    dispose() {},
  }
}
