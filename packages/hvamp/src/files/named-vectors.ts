import type { NamedArray } from '@hvamp/tensors'

/** A vector for each of some ids. */
export interface NamedVectors {
  readonly ids: readonly string[]
  readonly vectors: NamedArray // [ids, size]
}
