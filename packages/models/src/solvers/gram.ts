import type { Pattern } from './pattern'
import { transposed } from './pattern'
import { inSteps } from './steps'
import type { Work } from './work'

/** Additions in a step. */
const stepSize = 2 ** 23

/**
 * For each item, with how many users it stands beside `item`: a row of XᵀX, added to `counts`.
 *
 * @param users rows of X, each a user's items
 * @param items rows of Xᵀ, each an item's users
 * @returns number of additions
 */
export function addCooccurrences(users: Pattern, items: Pattern, item: number, counts: Float64Array): number {
  let additions = 0
  for (let i = items.offsets[item]!; i < items.offsets[item + 1]!; i++) {
    const user = items.columns[i]!
    const end = users.offsets[user + 1]!
    for (let j = users.offsets[user]!; j < end; j++) counts[users.columns[j]!]! += 1
    additions += end - users.offsets[user]!
  }
  return additions
}

/** XᵀX of a binary users × items matrix X, row by row: [items, items]. */
export function* gramMatrix(users: Pattern): Work<Float64Array> {
  const size = users.columnCount
  const items = transposed(users)
  const gram = new Float64Array(size * size)
  const isReported = inSteps(stepSize, size)
  for (let item = 0; item < size; item++) {
    const additions = addCooccurrences(users, items, item, gram.subarray(item * size, (item + 1) * size))
    if (!isReported(item + 1, additions)) continue
    yield { type: 'stage', stage: 'co-occurrences', done: item + 1, total: size }
  }
  return gram
}
