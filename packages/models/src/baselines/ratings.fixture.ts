import { type Interactions, interactionsFrom, selectUsers } from '@hvamp/data'
import { random } from '@hvamp/random'

/** Ratings of rank 2 and items' biases: users to learn from, and 20 others with half of theirs held out. */
export function lowRankRatings(learned: number) {
  const noise = random(9)
  const [users, items] = [learned + 20, 40]
  const [u, v] = [noise.fork('u').normals(users * 2), noise.fork('v').normals(items * 2)]
  const bias = noise.fork('bias').normals(items)
  const entries = Array.from({ length: users * items }, (_, at) => {
    const [user, item] = [Math.floor(at / items), at % items]
    const product = u[2 * user]! * v[2 * item]! + u[2 * user + 1]! * v[2 * item + 1]!
    return { user, item, value: 3 + 0.5 * bias[item]! + product }
  })
  const all = interactionsFrom(entries.filter(() => noise.uniform() < 0.6))
  const usersBetween = (from: number, to: number) =>
    selectUsers(
      all,
      Array.from({ length: to - from }, (_, i) => from + i),
    )
  const strangers = usersBetween(learned, users)
  return {
    train: usersBetween(0, learned),
    foldIn: everyOther(strangers, 0),
    heldOut: everyOther(strangers, 1),
  }
}

/** Every other entry, beginning with one. */
function everyOther(interactions: Interactions, first: 0 | 1): Interactions {
  const { offsets, items, values } = interactions
  const kept = Array.from(items.keys()).filter((i) => i % 2 === first)
  return {
    ...interactions,
    positions: undefined,
    offsets: offsets.map((offset) => kept.filter((i) => i < offset).length),
    items: Int32Array.from(kept, (i) => items[i]!),
    values: Float32Array.from(kept, (i) => values![i]!),
  }
}
