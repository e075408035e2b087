import type { Interactions } from '@hvamp/data'
import { topK } from '@hvamp/metrics'
import { breathe } from '@hvamp/training'
import type { RankedItems, RankOptions, Recommender } from '../recommender/recommender'
import { sliceUsers } from '../recommender/rows'
import { weighScores } from '../recommender/score-scale'
import { scoresOf } from './scores-of'

/** What ranks: by itself, or by its scores. */
export type Ranker = Pick<Recommender, 'score' | 'rank' | 'scale'>

/** Users `from` to `to` with their lists, best first. */
export interface RankedUsers {
  readonly from: number
  readonly to: number
  rankingOf(user: number): RankedItems
}

/**
 * The best items of all histories, some users at a time: only one batch of scores exists at any time.
 *
 * @throws if the model gives another number of scores than users × items
 */
export async function* rankBatches(
  model: Ranker,
  histories: Interactions,
  { batchSize, ...options }: RankOptions & { batchSize: number },
): AsyncGenerator<RankedUsers> {
  const { userCount, itemCount } = histories
  const count = Math.min(options.count, itemCount)
  for (let from = 0; from < userCount; from += batchSize) {
    if (from > 0) await breathe() // for a signal that stops this
    const to = Math.min(from + batchSize, userCount)
    const batch = sliceUsers(histories, from, to)
    const ranked = await (model.rank?.(batch, { ...options, count }) ??
      rankByScores(model, batch, { ...options, count }))
    const rankingOf = (user: number) => {
      const start = (user - from) * count
      const items = ranked.items.subarray(start, start + count)
      const length = items.indexOf(-1)
      const end = start + (length < 0 ? count : length)
      return { items: ranked.items.subarray(start, end), scores: ranked.scores.subarray(start, end) }
    }
    yield { from, to, rankingOf }
  }
}

async function rankByScores(
  model: Pick<Recommender, 'score' | 'scale'>,
  histories: Interactions,
  { count, seen, allowed, weights, order }: RankOptions,
): Promise<RankedItems> {
  const { userCount, itemCount, offsets, items } = histories
  const scores = await scoresOf(model, histories)
  const ranked = {
    items: new Int32Array(userCount * count).fill(-1),
    scores: new Float32Array(userCount * count),
  }
  const chosen = new Int32Array(count)
  const inOrder = order && new Float32Array(itemCount)
  for (let user = 0; user < userCount; user++) {
    const own = scores.subarray(user * itemCount, (user + 1) * itemCount)
    if (weights) weighScores(own, weights, model.scale ?? 'amount')
    if (allowed) {
      for (let item = 0; item < itemCount; item++) {
        if (!allowed[item]) own[item] = Number.NEGATIVE_INFINITY
      }
    }
    if (seen === 'exclude') {
      for (let i = offsets[user]!; i < offsets[user + 1]!; i++) own[items[i]!] = Number.NEGATIVE_INFINITY
    }
    if (inOrder) for (let place = 0; place < itemCount; place++) inOrder[place] = own[order![place]!]!
    const best = topK(inOrder ?? own, count, chosen)
    for (const [rank, place] of best.entries()) {
      const item = order?.[place] ?? place
      ranked.items[user * count + rank] = item
      ranked.scores[user * count + rank] = own[item]!
    }
  }
  return ranked
}
