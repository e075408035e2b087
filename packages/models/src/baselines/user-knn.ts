import { topK } from '@hvamp/metrics'
import type { z } from 'zod'
import { userKnn as definition } from '../definitions/neighbour-models'
import type { Recommender } from '../recommender/recommender'
import { lengthsOf, savedIntegers, savedOffsets, savedValues } from '../recommender/saved-arrays'
import { cosine } from '../solvers/cosine'
import { type Pattern, patternOf, transposed } from '../solvers/pattern'
import type { Scorer } from './baseline'
import { defineBaseline } from './define-baseline'

export type UserKnnOptions = z.input<typeof definition.options>

export const userKnnMaker = defineBaseline(definition, {
  scale: 'evidence',
  offers: ['contributions'],
  // biome-ignore lint/correctness/useYield: copying is done in one step
  *learn(train, settings) {
    const { offsets, columns, ...sizes } = patternOf(train)
    return scorer({ ...sizes, offsets: offsets.slice(), columns: columns.slice() }, settings)
  },
  read({ model, itemIds, arrays }, settings) {
    const columnCount = itemIds.length
    const total = savedValues(model, arrays, 'items', [-1]).length
    const columns = savedIntegers(model, arrays, 'items', { length: total, below: columnCount })
    const rowCount = savedValues(model, arrays, 'lengths', [-1]).length
    const offsets = savedOffsets(model, arrays, { rowCount, total })
    return scorer({ rowCount, columnCount, offsets, columns }, settings)
  },
})

/**
 * Nearest users (Herlocker et al. 1999): an item's score is the sum of the cosines between the history and those of the
 * nearest training users who have the item.
 *
 * cosine(u, v) = items of both / (√(items of u · items of v) + shrinkage). Nothing is computed before a history is
 * scored: it keeps the training users' items, and is saved with them. A training user is among their own neighbours.
 *
 * @throws if an option is out of its limits
 * @example const model = userKnn({ neighbours: 100 }); await model.fit(train)
 */
export function userKnn(options: UserKnnOptions = {}): Recommender {
  return userKnnMaker.make(options)
}

function scorer(users: Pattern, { neighbours, shrinkage }: z.output<typeof definition.options>): Scorer {
  const { rowCount: userCount, columns, offsets } = users
  const items = transposed(users)
  const lengths = lengthsOf(offsets)
  const similarities = new Float64Array(userCount)
  const nearest = new Int32Array(Math.min(neighbours, userCount))

  /** The users nearest to a history, whose cosines are in `similarities` then. */
  function nearestTo(history: Int32Array): Int32Array {
    similarities.fill(0)
    for (const item of history) {
      for (let i = items.offsets[item]!; i < items.offsets[item + 1]!; i++)
        similarities[items.columns[i]!]! += 1
    }
    for (let user = 0; user < userCount; user++) {
      const shared = similarities[user]!
      similarities[user] =
        shared === 0 ? Number.NEGATIVE_INFINITY : cosine(shared, history.length, lengths[user]!, shrinkage)
    }
    return topK(similarities, neighbours, nearest)
  }

  return {
    arrays: {
      lengths: { shape: [userCount], values: lengths },
      items: { shape: [columns.length], values: Float32Array.from(columns) },
    },
    addScores(history, scores) {
      for (const user of nearestTo(history)) {
        for (let i = offsets[user]!; i < offsets[user + 1]!; i++) scores[columns[i]!]! += similarities[user]!
      }
    },
    // Of a cosine, which is a sum over the items that both have, each such item is an equal part.
    setContributions(history, item, parts) {
      for (const user of nearestTo(history)) {
        const own = columns.subarray(offsets[user], offsets[user + 1])
        if (!own.includes(item)) continue
        const part = cosine(1, history.length, lengths[user]!, shrinkage)
        for (const [i, from] of history.entries()) if (own.includes(from)) parts[i]! += part
      }
    },
  }
}
