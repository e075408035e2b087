import { createHash } from 'node:crypto'

/** Keeps what was made for the values asked for last. */
export interface RecentlyUsed<T> {
  /** What was made for an equal value, or what `make` makes now. */
  get(value: unknown, make: () => T): T
}

/**
 * An empty memory, which forgets what was not asked for longest.
 *
 * @param size how much it keeps
 */
export function recentlyUsed<T>(size: number): RecentlyUsed<T> {
  const kept = new Map<string, T>() // the one used last stands last
  return {
    get(value, make) {
      const key = createHash('sha256').update(JSON.stringify(value)).digest('base64') // values may be long lists
      const found = kept.has(key) ? kept.get(key)! : make()
      kept.delete(key)
      kept.set(key, found)
      if (kept.size > size) kept.delete(kept.keys().next().value!)
      return found
    },
  }
}
