import { createHash } from 'node:crypto'

/** Tells an index from others: its rows, and the ids of users and items in order. */
export function digestOf({ offsets, items, userIds, itemIds }) {
  const hash = createHash('sha256')
  for (const { buffer, byteOffset, byteLength } of [offsets, items]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  }
  for (const ids of [userIds, itemIds]) hash.update(JSON.stringify(ids))
  return hash.digest('hex')
}
