import { isAddressSpaceLimited } from '../optional/address-space'
import { endThreads, type WasmContext } from '../wasm/context'
import { isShared, sharedMemoryWorks } from '../wasm/shared-memory-module'
import { startWasm } from '../wasm/start'
import { type BlasOptions, type LoadedBlas, loadBlas } from './blas'
import { startKernelThreads } from './kernel-threads'

/** With more of them kernels wait for memory. */
const mostKernelThreads = 8

/**
 * Makes wasm the current backend, with its matrix products in a BLAS of the system, and its kernels in as many threads as that has, if
 * it says so.
 *
 * @throws if no BLAS works
 */
export async function startNative(options: BlasOptions): Promise<LoadedBlas> {
  const { context } = await startWasm(canShareMemory())
  const { product, ...blas } = await loadBlas(context.heap, options)
  context.product = product
  const size = (await isAddressSpaceLimited()) ? 1 : Math.min(blas.threads, mostKernelThreads)
  starting = starting.then(() => useKernelThreads(context, size))
  await starting
  return blas
}

/** One start after the other, so that none leaves threads behind. */
let starting = Promise.resolve()

/** Where the heap cannot be shared, or no thread can be started, all kernels run in the one that calls them. */
async function useKernelThreads(context: WasmContext, size: number): Promise<void> {
  if (!isShared(context.heap.memory) || Math.max(size, 1) === (context.threads?.size ?? 1)) return
  await endThreads(context)
  if (size > 1) {
    context.threads = await startKernelThreads(context.heap, context.simd, size).catch(() => undefined)
  }
}

/** Whether threads can share memory here, and the calling one can wait for them: in a window of Electron it cannot. */
function canShareMemory(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0)
    return sharedMemoryWorks()
  } catch {
    return false
  }
}
