import type { Interactions } from '@hvamp/data'
import type { Recommender } from './recommender'
import { sliceUsers } from './rows'

/** Users `from` to `to`; their scores are valid until the next batch. */
export interface ScoredUsers {
  readonly from: number
  readonly to: number
  scoresOf(user: number): Float32Array
}

/**
 * The scores of all histories, some users at a time: only one batch of scores exists at any time.
 *
 * @param seen what becomes of the items of a history: −∞, or what the model gives them
 * @throws if the model gives another number of scores than users × items
 */
export async function* scoreBatches(
  model: Pick<Recommender, 'score'>,
  histories: Interactions,
  { batchSize, seen }: { batchSize: number; seen: 'exclude' | 'keep' },
): AsyncGenerator<ScoredUsers> {
  const { userCount, itemCount, offsets, items } = histories
  for (let from = 0; from < userCount; from += batchSize) {
    const to = Math.min(from + batchSize, userCount)
    const scores = await model.score(sliceUsers(histories, from, to))
    if (scores.length !== (to - from) * itemCount) {
      throw new Error(`score: must give ${to - from} × ${itemCount} scores, got ${scores.length}`)
    }
    const scoresOf = (user: number) =>
      scores.subarray((user - from) * itemCount, (user - from + 1) * itemCount)
    if (seen === 'exclude') {
      for (let user = from; user < to; user++) {
        const own = scoresOf(user)
        for (let i = offsets[user]!; i < offsets[user + 1]!; i++) own[items[i]!] = Number.NEGATIVE_INFINITY
      }
    }
    yield { from, to, scoresOf }
  }
}
