import type { InteractionRows, Interactions } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'
import { binaryRows, binaryRowsOf, type UserRows } from '../recommender/rows'

/** Makes the rows that a network sees out of interactions. */
export interface RowMaker {
  /** Rows of some training users, in this order. */
  some(train: InteractionRows, users: ArrayLike<number>): UserRows
  /** Rows of all histories that are scored. */
  all(histories: Interactions): SparseRows
}

/** Rows in which every interaction counts as 1. */
export const binaryRowMaker: RowMaker = { some: binaryRowsOf, all: binaryRows }

/** The same number of rows, without entries. */
export function emptyRows(rows: SparseRows): SparseRows {
  return {
    ...rows,
    offsets: new Int32Array(rows.rowCount + 1),
    columns: new Int32Array(0),
    values: new Float32Array(0),
  }
}
