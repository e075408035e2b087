import type { InteractionRows, Interactions } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'

/** Rows with the numbers of their users, for models that learn something of each user. */
export interface UserRows extends SparseRows {
  readonly users?: ArrayLike<number>
}

/** The users that a model is fitted on, for priors made of them and for items drawn by their support. */
export interface TrainingExamples {
  readonly count: number
  /** How many users have each item: [items]. */
  readonly support: ArrayLike<number>
  /** The rows of the users with these numbers. */
  rows(numbers: ArrayLike<number>): UserRows
}

/** The binary rows of some users, in this order, as a batch: values of the interactions are ignored. */
export function binaryRowsOf(
  { offsets, items, itemCount }: Pick<InteractionRows, 'offsets' | 'items' | 'itemCount'>,
  users: ArrayLike<number>,
): UserRows {
  const rowOffsets = new Int32Array(users.length + 1)
  for (let row = 0; row < users.length; row++) {
    rowOffsets[row + 1] = rowOffsets[row]! + offsets[users[row]! + 1]! - offsets[users[row]!]!
  }
  const columns = new Int32Array(rowOffsets[users.length]!)
  for (let row = 0; row < users.length; row++) {
    columns.set(items.subarray(offsets[users[row]!]!, offsets[users[row]! + 1]!), rowOffsets[row]!)
  }
  return { ...binary(itemCount, rowOffsets, columns), users }
}

/** The binary rows of all users as a batch, without copying them. */
export function binaryRows({ offsets, items, itemCount }: Interactions): SparseRows {
  return binary(itemCount, offsets, items)
}

/** Users `from` to `to` of the interactions, without copying their rows. */
export function sliceUsers(interactions: Interactions, from: number, to: number): Interactions {
  const { offsets, items, values, userIds } = interactions
  const start = offsets[from]!
  const end = offsets[to]!
  return {
    ...interactions,
    userCount: to - from,
    offsets: offsets.slice(from, to + 1).map((offset) => offset - start),
    items: items.subarray(start, end),
    values: values?.subarray(start, end),
    positions: undefined,
    userIds: userIds.slice(from, to),
  }
}

function binary(columnCount: number, offsets: Int32Array, columns: Int32Array): SparseRows {
  const values = new Float32Array(columns.length).fill(1)
  return { rowCount: offsets.length - 1, columnCount, offsets, columns, values }
}
