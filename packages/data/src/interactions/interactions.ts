/** Ids of users or items in index order: `ids[index]`. */
export type Ids = readonly string[]

/**
 * A sparse user × item matrix in compressed rows; within a row, items are in file order and none occurs twice.
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
  /** Time of each entry in the file's own unit, dates in seconds since 1970; absent unless read. */
  readonly timestamps?: Float64Array | undefined
  /**
   * Position of each entry in its file; absent when entries are already in that order.
   * Only their order matters: a filter leaves gaps.
   */
  readonly positions?: Int32Array | undefined
  readonly userIds: Ids
  readonly itemIds: Ids
}

/** Histories of held-out users: the part that a model sees, and the part that it should find. Rows match. */
export interface HeldOutUsers {
  readonly foldIn: Interactions
  readonly heldOut: Interactions
}

/**
 * Data for training, validation and test. With `splitUsers` the three parts have different users; with splits of histories,
 * validation and test users are training users too, and a model sees the history that it was trained on. With `splitByTime`
 * some test users have their first entries in validation.
 */
export interface UserSplit {
  readonly train: Interactions
  readonly validation: HeldOutUsers
  readonly test: HeldOutUsers
}
