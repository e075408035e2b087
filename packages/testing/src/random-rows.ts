import type { SparseRows } from '@hvamp/layers'
import { random } from '@hvamp/random'

/**
 * A batch of sparse rows to test with: values of either sign, columns in no order, every third row empty.
 *
 * @param density share of the columns that a row has; 0 for a batch without entries
 */
export function randomRows({
  rowCount,
  columnCount,
  density = 0.4,
  seed = 1,
}: {
  rowCount: number
  columnCount: number
  density?: number | undefined
  seed?: number | undefined
}): SparseRows {
  const noise = random(seed).fork('rows')
  const offsets = new Int32Array(rowCount + 1)
  const columns: number[] = []
  for (let row = 0; row < rowCount; row++) {
    const count = row % 3 === 2 ? 0 : Math.round(density * columnCount)
    columns.push(...noise.permutation(columnCount).subarray(0, count))
    offsets[row + 1] = columns.length
  }
  const values = noise.normals(columns.length)
  return { rowCount, columnCount, offsets, columns: Int32Array.from(columns), values }
}
