import type { StartRowSolver, SymmetricInverse } from '@hvamp/tensors'
import type { SolveColumns } from './solve-columns'

/** Faster ways to compute than the code of this package, where the machine has them. */
export interface Resources {
  /** Inverts the matrix of EASE, EDLAE and RDLAE, such as `lapackInverse()` or `inverseInThreads()` of @hvamp/backends. */
  readonly inverse?: SymmetricInverse | undefined
  /** Solves the columns of SLIM, such as `inThreads()` of @hvamp/models/node. */
  readonly solveColumns?: SolveColumns | undefined
  /** Solves the vectors of WMF and iALS while they learn, and those of many histories that they score, such as `rowSolverInThreads()` of @hvamp/backends. */
  readonly rowSolver?: StartRowSolver | undefined
}
