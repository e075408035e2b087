import { startKernelThreads } from '../wasm/kernel-threads'
import { isShared } from '../wasm/shared-memory-module'
import { startWasm } from '../wasm/start'
import { type BlasOptions, type LoadedBlas, loadBlas } from './blas'

/** From where on memory, not the threads, is what kernels wait for. */
const mostKernelThreads = 8

/**
 * Makes wasm the current backend, with its matrix products in a BLAS of the system, and its kernels in as many threads as that has.
 *
 * @throws if no BLAS works
 */
export async function startNative(options: BlasOptions): Promise<LoadedBlas> {
  const { context } = await startWasm(true)
  const { product, ...blas } = await loadBlas(context.heap, options)
  context.product = product
  const size = isShared(context.heap.memory) ? Math.min(Math.max(blas.threads, 1), mostKernelThreads) : 1
  if (size !== (context.threads?.size ?? 1)) {
    await context.threads?.end()
    context.threads = size > 1 ? await startKernelThreads(context.heap, context.simd, size) : undefined
  }
  return blas
}
