import type { SymmetricInverse } from '@hvamp/tensors'
import type { SolveColumns } from './solve-columns'

/** Faster ways to learn than the code of this package, where the machine has them. */
export interface Resources {
  /** Inverts the matrix of EASE, such as `lapackInverse()` of @hvamp/backends. */
  readonly inverse?: SymmetricInverse | undefined
  /** Solves the columns of SLIM, such as `inThreads()` of @hvamp/models/node. */
  readonly solveColumns?: SolveColumns | undefined
}
