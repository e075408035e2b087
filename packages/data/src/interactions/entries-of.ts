import type { Interactions } from './interactions'
import type { Entry } from './interactions-from'
import { shortestDecimal } from './shortest-decimal'

/** An entry of interactions, whose ids are texts. */
export interface ReadEntry extends Entry {
  readonly user: string
  readonly item: string
}

/**
 * Iterates over the entries in file order: the inverse of `interactionsFrom`. A value is the shortest decimal that rounds to the
 * 32 bits kept of it.
 *
 * @example for (const { user, item } of entriesOf(liked)) console.log(user, item)
 */
export function* entriesOf(interactions: Interactions): Generator<ReadEntry> {
  const { userCount, offsets, items, values, timestamps, userIds, itemIds } = interactions
  const users = new Int32Array(items.length)
  for (let user = 0; user < userCount; user++) users.fill(user, offsets[user], offsets[user + 1])
  for (const entry of inFileOrder(interactions)) {
    const [user, item] = [userIds[users[entry]!]!, itemIds[items[entry]!]!]
    const rated: ReadEntry = values ? { user, item, value: shortestDecimal(values[entry]!) } : { user, item }
    yield timestamps ? { ...rated, timestamp: timestamps[entry]! } : rated
  }
}

function* inFileOrder({ items, positions }: Interactions): Generator<number> {
  if (!positions) {
    yield* items.keys()
    return
  }
  const last = positions.reduce((highest, position) => Math.max(highest, position), -1)
  const entryAt = new Int32Array(last + 1).fill(-1)
  for (let entry = 0; entry < positions.length; entry++) entryAt[positions[entry]!] = entry
  for (const entry of entryAt) if (entry >= 0) yield entry
}
