import type { InteractionRows } from '@hvamp/data'
import type { Random } from '@hvamp/random'
import { type Weights, writeWeights } from '@hvamp/tensors'
import { sparsePseudoInputs } from '../autoencoder/sparse-pseudo-inputs'

/** Users that are joined at most; further items are then drawn from all. */
const mostUsers = 50

/**
 * Gives each sparse pseudo-input among the weights its items: those of a training user drawn by chance, joined with further
 * users' until there are enough; of a user with more than enough, some by chance.
 *
 * Pseudo-inputs begin with different users, as long as there are users.
 *
 * @param start 'users' sets the values too: to the first user's row over its L2 norm, and 0 for the items of joined users
 */
export function supportFromUsers(
  weights: Weights,
  train: InteractionRows,
  { start = 'noise', random }: { start?: 'noise' | 'users' | undefined; random: Random },
): void {
  for (const { columns, values: pseudoInputs } of sparsePseudoInputs(weights)) {
    const shape = columns.shape as [number, number]
    const drawn = drawnSupport(train, shape, random)
    writeWeights({ columns }, { columns: { shape, values: drawn.columns } })
    if (start === 'users') {
      writeWeights({ pseudoInputs }, { pseudoInputs: { shape, values: drawn.values } })
    }
  }
}

function drawnSupport(train: InteractionRows, [count, entries]: [number, number], random: Random) {
  const first = random.fork('users').permutation(train.userCount)
  const columns = new Float32Array(count * entries)
  const values = new Float32Array(count * entries)
  for (let row = 0; row < count; row++) {
    const user = first[row % first.length]!
    columns.set(joinedItems(train, user, entries, random.fork(row)), row * entries)
    const own = Math.min(entries, train.offsets[user + 1]! - train.offsets[user]!) // they come first
    values.fill(1 / Math.sqrt(own), row * entries, row * entries + own)
  }
  return { columns, values }
}

/** `count` different items: of a user, then of users drawn by chance, then of all items. */
function joinedItems(
  { offsets, items, itemCount, userCount }: InteractionRows,
  user: number,
  count: number,
  random: Random,
): number[] {
  const found = new Set<number>()
  const add = (candidates: ArrayLike<number>) => {
    const order = random.permutation(candidates.length)
    for (let i = 0; i < order.length && found.size < count; i++) found.add(candidates[order[i]!]!)
  }
  let next = user
  for (let joined = 0; joined < mostUsers && found.size < count; joined++) {
    add(items.subarray(offsets[next]!, offsets[next + 1]!))
    next = random.integer(userCount)
  }
  if (found.size < count) add(Int32Array.from({ length: itemCount }, (_, item) => item))
  return [...found]
}
