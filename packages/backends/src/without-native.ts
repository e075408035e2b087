import type { StartRowSolver, SymmetricInverse } from '@hvamp/tensors'
import { backendChooser, type UseBackend } from './choose-backend'
import type { InverseInThreadsOptions } from './inverse/inverse-in-threads'
import type { LapackOptions } from './native/lapack'
import type { RowSolverOptions } from './rows/row-solver'

/** `useBackend` of a browser, which has no library of the system. */
export const useBackend: UseBackend = backendChooser({
  async native() {
    throw new Error('a BLAS of the system can only be called from Node')
  },
  async webgpu({ webgpu }) {
    if (webgpu) return webgpu()
    throw new Error(
      "webgpu: useWebgpu of '@hvamp/backends/webgpu' must be given: useBackend('webgpu', { webgpu: useWebgpu })",
    )
  },
  'tfjs-node': libtensorflow,
  'tfjs-node-gpu': libtensorflow,
  fastest: 'webgpu',
})

async function libtensorflow(): Promise<never> {
  throw new Error('libtensorflow can only be called from Node')
}

/** `lapackInverse` of a browser. @throws always */
export async function lapackInverse(_options: LapackOptions = {}): Promise<SymmetricInverse> {
  throw new Error('no LAPACK was found: a library of the system can only be called from Node')
}

/** `inverseInThreads` of a browser. @throws always */
export function inverseInThreads(_options: InverseInThreadsOptions = {}): SymmetricInverse {
  throw new Error('inverseInThreads: threads can only be started in Node; models have code of their own')
}

/** `rowSolverInThreads` of a browser. @throws always */
export function rowSolverInThreads(_options: RowSolverOptions = {}): StartRowSolver {
  throw new Error('rowSolverInThreads: threads can only be started in Node; models have code of their own')
}
