import { topK } from '@hvamp/metrics'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count, nonNegative } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { lengthsOf, savedIntegers, savedOffsets, savedValues } from '../recommender/saved-arrays'
import { cosine } from '../solvers/cosine'
import { type Pattern, patternOf, transposed } from '../solvers/pattern'
import { type BaselineOptions, baseline, type Scorer } from './baseline'

export interface UserKnnOptions {
  /** Users that a history is scored by: 100 by default. */
  readonly neighbours?: number | undefined
  /** Added to the cosine's denominator, against chance among users with few items: 10 by default. */
  readonly shrinkage?: number | undefined
}

const schema = z.strictObject({ neighbours: count.default(100), shrinkage: nonNegative.default(10) })
type UserKnnSettings = z.output<typeof schema>

/**
 * Nearest users (Herlocker et al. 1999): an item's score is the sum of the cosines between the history and those of the
 * nearest training users who have the item.
 *
 * cosine(u, v) = items of both / (√(items of u · items of v) + shrinkage). Nothing is computed before a history is
 * scored: it keeps the training users' items, and is saved with them. A training user is among their own neighbours.
 *
 * @throws if an option is out of its range
 * @example const model = userKnn({ neighbours: 100 }); await model.fit(train)
 */
export function userKnn(options: UserKnnOptions = {}): Recommender {
  return baseline(description(options))
}

/** @throws if the state is not one of user-kNN's */
export function restoreUserKnn({ model, options, itemIds, arrays, popularity }: ModelState): Recommender {
  const columnCount = itemIds.length
  const total = savedValues(model, arrays, 'items', [-1]).length
  const columns = savedIntegers(model, arrays, 'items', { length: total, below: columnCount })
  const rowCount = savedValues(model, arrays, 'lengths', [-1]).length
  const offsets = savedOffsets(model, arrays, { rowCount, total })
  const settings = checked(schema, options, 'user-knn')
  const users = { rowCount, columnCount, offsets, columns }
  return baseline({ ...description(options), itemIds, scorer: scorer(users, settings), popularity })
}

function description(options: UserKnnOptions): BaselineOptions {
  const settings = checked(schema, options, 'user-knn')
  return {
    name: 'user-knn',
    options: { ...settings },
    scale: 'evidence',
    offers: ['contributions'],
    // biome-ignore lint/correctness/useYield: copying is done in one step
    *learn(train) {
      const { offsets, columns, ...sizes } = patternOf(train)
      return scorer({ ...sizes, offsets: offsets.slice(), columns: columns.slice() }, settings)
    },
  }
}

function scorer(users: Pattern, { neighbours, shrinkage }: UserKnnSettings): Scorer {
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
