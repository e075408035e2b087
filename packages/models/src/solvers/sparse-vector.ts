/** The elements of a vector that are not 0. */
export interface SparseVector {
  readonly indices: Int32Array
  readonly values: Float64Array
}
