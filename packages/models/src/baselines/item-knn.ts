import { topK } from '@hvamp/metrics'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count, nonNegative } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { cosine } from '../solvers/cosine'
import { addCooccurrences } from '../solvers/gram'
import { type Pattern, patternOf, transposed } from '../solvers/pattern'
import type { SparseVector } from '../solvers/sparse-vector'
import type { Work } from '../solvers/work'
import { type BaselineOptions, baseline } from './baseline'
import { savedWeights, sparseScorer, weightsOfColumns } from './sparse-weights'

export interface ItemKnnOptions {
  /** Items that an item is scored by: 100 by default. */
  readonly neighbours?: number | undefined
  /** Added to the cosine's denominator, against chance among items with few users: 10 by default. */
  readonly shrinkage?: number | undefined
}

const schema = z.strictObject({ neighbours: count.default(100), shrinkage: nonNegative.default(10) })
type ItemKnnSettings = z.output<typeof schema>

/** Items in a step. */
const itemsInStep = 32

/**
 * Nearest items (Sarwar et al. 2001): an item's score is the sum of the cosines between it and those of its nearest
 * items that are in the history.
 *
 * cosine(i, j) = users of both / (√(users of i · users of j) + shrinkage). Takes no items × items matrix.
 *
 * @throws if an option is out of its range
 * @example const model = itemKnn({ neighbours: 100 }); await model.fit(train)
 */
export function itemKnn(options: ItemKnnOptions = {}): Recommender {
  return baseline(description(options))
}

/** @throws if the state is not one of item-kNN's */
export function restoreItemKnn(state: ModelState): Recommender {
  const { options, itemIds, popularity } = state
  const scorer = sparseScorer(savedWeights(state))
  return baseline({ ...description(options), itemIds, scorer, popularity })
}

function description(options: ItemKnnOptions): BaselineOptions {
  const settings = checked(schema, options, 'item-knn')
  return {
    name: 'item-knn',
    options: { ...settings },
    scale: 'evidence',
    offers: ['contributions', 'neighbourhood'],
    *learn(train) {
      return sparseScorer(weightsOfColumns(yield* nearestItems(patternOf(train), settings)))
    },
  }
}

/** For each item, its nearest others with their cosines. */
function* nearestItems(users: Pattern, { neighbours, shrinkage }: ItemKnnSettings): Work<SparseVector[]> {
  const items = transposed(users)
  const itemCount = items.rowCount
  const sizeOf = (item: number) => items.offsets[item + 1]! - items.offsets[item]!
  const similarities = new Float64Array(itemCount)
  const nearest: SparseVector[] = []
  for (let item = 0; item < itemCount; item++) {
    similarities.fill(0)
    addCooccurrences(users, items, item, similarities)
    similarities[item] = 0
    for (let other = 0; other < itemCount; other++) {
      const shared = similarities[other]!
      similarities[other] =
        shared === 0 ? Number.NEGATIVE_INFINITY : cosine(shared, sizeOf(item), sizeOf(other), shrinkage)
    }
    const indices = topK(similarities, neighbours).slice().sort()
    nearest.push({ indices, values: Float64Array.from(indices, (index) => similarities[index]!) })
    if (nearest.length % itemsInStep === 0) {
      yield { type: 'stage', stage: 'items', done: nearest.length, total: itemCount }
    }
  }
  return nearest
}
