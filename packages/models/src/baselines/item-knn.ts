import { topK } from '@hvamp/metrics'
import type { z } from 'zod'
import { itemKnn as definition } from '../definitions/neighbour-models'
import type { Recommender } from '../recommender/recommender'
import { cosine } from '../solvers/cosine'
import { addCooccurrences } from '../solvers/gram'
import { type Pattern, patternOf, transposed } from '../solvers/pattern'
import type { SparseVector } from '../solvers/sparse-vector'
import { inSteps } from '../solvers/steps'
import type { Work } from '../solvers/work'
import { defineBaseline } from './define-baseline'
import { savedWeights, sparseScorer, weightsOfColumns } from './sparse-weights'

export type ItemKnnOptions = z.input<typeof definition.options>

/** Items in a step. */
const itemsInStep = 32

export const itemKnnMaker = defineBaseline(definition, {
  scale: 'evidence',
  offers: ['contributions', 'neighbourhood'],
  *learn(train, settings) {
    return sparseScorer(weightsOfColumns(yield* nearestItems(patternOf(train), settings)))
  },
  read: (state) => sparseScorer(savedWeights(state)),
})

/**
 * Nearest items (Sarwar et al. 2001): an item's score is the sum of the cosines between it and those of its nearest
 * items that are in the history.
 *
 * cosine(i, j) = users of both / (√(users of i · users of j) + shrinkage). Takes no items × items matrix.
 *
 * @throws if an option is out of its limits
 * @example const model = itemKnn({ neighbours: 100 }); await model.fit(train)
 */
export function itemKnn(options: ItemKnnOptions = {}): Recommender {
  return itemKnnMaker.make(options)
}

/** For each item, its nearest others with their cosines. */
function* nearestItems(
  users: Pattern,
  { neighbours, shrinkage }: z.output<typeof definition.options>,
): Work<SparseVector[]> {
  const items = transposed(users)
  const itemCount = items.rowCount
  const sizeOf = (item: number) => items.offsets[item + 1]! - items.offsets[item]!
  const similarities = new Float64Array(itemCount)
  const nearest: SparseVector[] = []
  const isReported = inSteps(itemsInStep, itemCount)
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
    if (isReported(nearest.length)) {
      yield { type: 'stage', stage: 'items', done: nearest.length, total: itemCount }
    }
  }
  return nearest
}
