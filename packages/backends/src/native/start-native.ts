import { importPackage } from '../optional/import-package'
import type { WasmContext } from '../wasm/context'
import { isShared } from '../wasm/shared-memory-module'
import { startWasm } from '../wasm/start'
import { type BlasOptions, type LoadedBlas, loadBlas } from './blas'
import { startKernelThreads } from './kernel-threads'

/** With more of them kernels wait for memory. */
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
  const threads = blas.threads || (await importPackage('node:os')).availableParallelism()
  starting = starting.then(() => useKernelThreads(context, Math.min(threads, mostKernelThreads)))
  await starting
  return blas
}

/** One start after the other, so that none leaves threads behind. */
let starting = Promise.resolve()

/** Where the heap cannot be shared, or no thread can be started, all kernels run in the one that calls them. */
async function useKernelThreads(context: WasmContext, size: number): Promise<void> {
  if (!isShared(context.heap.memory) || size === (context.threads?.size ?? 1)) return
  await context.threads?.end()
  context.threads = undefined
  if (size > 1) {
    context.threads = await startKernelThreads(context.heap, context.simd, size).catch(() => undefined)
  }
}
