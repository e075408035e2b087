/** Ids of users or items in index order: `ids[index]`. */
export type Ids = readonly string[]

/**
 * A sparse user × item matrix in compressed rows; within a row, items stand in file order and none stands twice.
 *
 * Row u holds `items[offsets[u]] … items[offsets[u + 1] - 1]`.
 */
export interface Interactions {
  readonly userCount: number
  readonly itemCount: number
  readonly offsets: Int32Array // [userCount + 1]
  readonly items: Int32Array // [interactionCount], each in [0, itemCount)
  /** Ratings or counts; absent when binary. */
  readonly values?: Float32Array | undefined
  /** When each was made, in the file's own unit, dates in seconds since 1970; absent unless they were read. */
  readonly timestamps?: Float64Array | undefined
  /**
   * Position of each entry in the file it came from; absent when entries already stand in that order.
   * Only their order matters: a filter leaves gaps.
   */
  readonly positions?: Int32Array | undefined
  readonly userIds: Ids
  readonly itemIds: Ids
}

/** Held-out users for evaluation: what the model sees of them, and what it has to find. Rows match. */
export interface HeldOutUsers {
  readonly foldIn: Interactions
  readonly heldOut: Interactions
}

/**
 * What to train on, and what to validate and test with. Of `splitUsers`, the users of the three parts are different people;
 * of the other splits, those of validation and test are among the users trained on, and a history seen is the one trained on.
 */
export interface UserSplit {
  readonly train: Interactions
  readonly validation: HeldOutUsers
  readonly test: HeldOutUsers
}
