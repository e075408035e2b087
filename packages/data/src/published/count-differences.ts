import type { Interactions } from '../interactions/interactions'
import type { DataSet, DataSetCounts } from './data-set'

/** A count that is not the published one. */
export interface CountDifference {
  /** Of the files, of what is kept of them, or of training users and their items. */
  readonly part: 'files' | 'kept' | 'training'
  readonly of: keyof DataSetCounts
  readonly published: number
  readonly found: number
}

/**
 * Compares what was read, kept and split with published counts.
 *
 * @param found the parts that there are; only those are compared
 * @example countDifferences(dataSet('ml-1m'), { files: ratings }) // [] if all is there
 */
export function countDifferences(
  { counts }: DataSet,
  found: { readonly [part in CountDifference['part']]?: Interactions | undefined },
): CountDifference[] {
  const differences: CountDifference[] = []
  for (const part of ['files', 'kept', 'training'] as const) {
    const interactions = found[part]
    if (!interactions) continue
    const { userCount: users, itemCount: items } = interactions
    const here = { users, items, interactions: interactions.items.length }
    for (const of of ['users', 'items', 'interactions'] as const) {
      const published = counts[part]?.[of]
      if (published !== undefined && published !== here[of]) {
        differences.push({ part, of, published, found: here[of] })
      }
    }
  }
  return differences
}
