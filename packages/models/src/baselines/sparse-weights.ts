import type { NamedArrays } from '@hvamp/tensors'
import type { ModelState } from '../recommender/recommender'
import { lengthsOf, savedIntegers, savedOffsets, savedValues } from '../recommender/saved-arrays'
import type { SparseVector } from '../solvers/sparse-vector'
import type { Scorer } from './baseline'

/** An items × items matrix W in compressed rows; a history x has the scores x W. */
export interface SparseWeights {
  readonly itemCount: number
  readonly offsets: Int32Array // [items + 1]
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** Out of its columns: for each item, the weights that others have for it. */
export function weightsOfColumns(vectors: readonly SparseVector[]): SparseWeights {
  const itemCount = vectors.length
  const offsets = new Int32Array(itemCount + 1)
  for (const { indices } of vectors) for (const index of indices) offsets[index + 1]! += 1
  for (let item = 0; item < itemCount; item++) offsets[item + 1]! += offsets[item]!
  const next = offsets.slice(0, itemCount)
  const columns = new Int32Array(offsets[itemCount]!)
  const values = new Float32Array(offsets[itemCount]!)
  for (const [column, vector] of vectors.entries()) {
    for (const [i, index] of vector.indices.entries()) {
      const at = next[index]!++
      columns[at] = column
      values[at] = vector.values[i]!
    }
  }
  return { itemCount, offsets, columns, values }
}

/** Scores histories by sparse weights; saved as the `lengths` of the rows, their `columns` and `values`. */
export function sparseScorer({ itemCount, offsets, columns, values }: SparseWeights): Scorer {
  const arrays: NamedArrays = {
    lengths: { shape: [itemCount], values: lengthsOf(offsets) },
    columns: { shape: [columns.length], values: Float32Array.from(columns) },
    values: { shape: [values.length], values },
  }
  let places: Map<number, number>[] | undefined

  /** The rows that have a column, each with where its value is. */
  function placesIn(column: number): Map<number, number> {
    if (!places) {
      places = Array.from({ length: itemCount }, () => new Map())
      for (let row = 0; row < itemCount; row++) {
        for (let i = offsets[row]!; i < offsets[row + 1]!; i++) places[columns[i]!]!.set(row, i)
      }
    }
    return places[column]!
  }

  return {
    arrays,
    addScores(history, scores) {
      for (const item of history) {
        for (let i = offsets[item]!; i < offsets[item + 1]!; i++) scores[columns[i]!]! += values[i]!
      }
    },
    setNeighbourhood(item, likeness) {
      for (let i = offsets[item]!; i < offsets[item + 1]!; i++) likeness[columns[i]!] = values[i]!
      for (const [other, i] of placesIn(item)) likeness[other] = Math.max(likeness[other]!, values[i]!)
    },
    setContributions(history, item, parts) {
      for (const [i, from] of history.entries()) {
        const at = columns.subarray(offsets[from], offsets[from + 1]).indexOf(item)
        if (at >= 0) parts[i] = values[offsets[from]! + at]!
      }
    },
  }
}

/** @throws if the arrays are not those of `sparseScorer` */
export function savedWeights({ model, itemIds, arrays }: ModelState): SparseWeights {
  const itemCount = itemIds.length
  const values = savedValues(model, arrays, 'values', [-1])
  const columns = savedIntegers(model, arrays, 'columns', { length: values.length, below: itemCount })
  const offsets = savedOffsets(model, arrays, { rowCount: itemCount, total: values.length })
  return { itemCount, offsets, columns, values }
}
