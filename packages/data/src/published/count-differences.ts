import type { Interactions } from '../interactions/interactions'
import type { DataSet, DataSetCounts } from './data-set'

/** A count that differs from the published one. */
export interface CountDifference {
  /** The files, the filtered data, or the training users and their items. */
  readonly part: 'files' | 'kept' | 'training'
  readonly of: keyof DataSetCounts
  readonly published: number
  readonly found: number
}

/**
 * Compares the counts of a data set with the published ones.
 *
 * @param found the parts to compare
 * @example countDifferences(dataSet('ml-1m'), { files: ratings }) // [] if complete
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
