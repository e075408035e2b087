import { requireCount, requireKnown } from '@hvamp/random'
import type { SymmetricInverse } from '@hvamp/tensors'
import { rowsModule } from '../generated/rows'
import { startCrew } from '../rows/crew'
import { sharedMemory } from '../rows/shared-memory'
import { fromBase64 } from '../wasm/from-base64'
import type { Blocks } from './block-inverse'
import { inverseBy } from './inverse-by'
import { kernelBlas } from './kernel-blas'

export interface InverseInThreadsOptions {
  /** As many as the machine can run at once by default. */
  readonly threads?: number | undefined
}

/** A call takes milliseconds, some hundred times as long as a message to a thread. */
const blocks: Blocks = { columns: 96, rows: 128 }

/**
 * Inverts in threads of Node by SIMD kernels, which need no library: the inverse of EASE, EDLAE and RDLAE where `lapackInverse` finds
 * none. The result does not depend on the number of threads.
 *
 * Only the lower triangle of a matrix is read. The inverse rejects if the matrix is not positive definite; after each call of a
 * kernel it reports its progress and can be ended.
 *
 * @throws if threads is not a positive integer
 * @example const model = ease({ l2: 500 }, inverseInThreads({ threads: 2 }))
 */
export function inverseInThreads(options: InverseInThreadsOptions = {}): SymmetricInverse {
  requireKnown('inverseInThreads: options', options, { threads: true })
  const { threads } = options
  if (threads !== undefined) requireCount('inverseInThreads: threads', threads)
  return async (matrix, size, whileInverting) => {
    const module = await WebAssembly.compile(fromBase64(rowsModule))
    const shared = sharedMemory()
    const crew = await startCrew(module, shared.memory, threads)
    try {
      const sizes = {
        rows: Math.min(blocks.rows, size),
        columns: size,
        depth: Math.min(blocks.columns, size),
      }
      await inverseBy('inverseInThreads', kernelBlas(crew, shared, sizes), blocks)(
        matrix,
        size,
        whileInverting,
      )
    } finally {
      await crew.end()
    }
  }
}
