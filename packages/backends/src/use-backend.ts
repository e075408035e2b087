import './generated/gradients.js'
import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core'
import type { BlasOptions } from './blas'

/** Backends that applications can choose. */
export type BackendName = 'cpu' | 'wasm' | 'native' | 'webgpu'

/** What computes now. */
export interface RunningBackend {
  readonly name: BackendName
  /** For `native`: the library, what it says of itself, and its threads (0 where it does not tell). */
  readonly blas?: { readonly library: string; readonly version: string; readonly threads: number }
  /** For `webgpu`: what the adapter says of itself. */
  readonly adapter?: string
  /** Why `auto` chose no faster one. */
  readonly reason?: string
}

/**
 * Makes a backend the current one and registers tfjs' gradients.
 *
 * - `native`: the wasm backend with its matrix products in the system's BLAS (OpenBLAS, MKL, BLIS, Accelerate), Node only
 * - `wasm`: everywhere, nothing to install
 * - `webgpu`: the GPU, see `useWebgpu` of @hvamp/backends/webgpu
 * - `cpu`: plain JavaScript, for tests
 * - `auto`: in Node `native` where a BLAS is found, in a browser `webgpu` where an adapter is found, else `wasm`
 *
 * `native` and `wasm` share one heap, so tensors stay valid when one follows the other.
 *
 * @throws if the backend cannot be started, with the reason
 * @example await useBackend('auto', { threads: 2 })
 */
export async function useBackend(
  name: BackendName | 'auto' = 'auto',
  options: BlasOptions = {},
): Promise<RunningBackend> {
  enableProdMode() // or tfjs would advertise other backends on the console
  if (name === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu')
    if (!(await setBackend('cpu'))) throw new Error("useBackend: 'cpu' could not be started")
    await ready()
    return { name }
  }
  if (!['wasm', 'native', 'webgpu', 'auto'].includes(name)) {
    throw new Error(`useBackend: name must be one of auto, native, webgpu, wasm, cpu, got '${name}'`)
  }
  const isInBrowser = typeof process === 'undefined' || !process.versions?.node
  if (name === 'webgpu' || (name === 'auto' && isInBrowser)) {
    try {
      const { useWebgpu } = await import('./webgpu/use-webgpu')
      return await useWebgpu()
    } catch (cause) {
      if (name === 'webgpu') throw new Error(`useBackend: ${(cause as Error).message}`, { cause })
      return { ...(await useBackend('wasm')), reason: (cause as Error).message }
    }
  }
  const { startWasm } = await import('./wasm/start')
  const { context, product } = await startWasm()
  context.product = product
  if (name === 'wasm') return { name }
  try {
    if (typeof process === 'undefined') throw new Error('a BLAS of the system can only be called from Node')
    const { loadBlas } = await import('./blas')
    const blas = await loadBlas(context.heap, options)
    context.product = blas.product
    return { name: 'native', blas: { library: blas.library, version: blas.version, threads: blas.threads } }
  } catch (cause) {
    if (name === 'native') throw new Error(`useBackend: ${(cause as Error).message}`, { cause })
    return { name: 'wasm', reason: (cause as Error).message }
  }
}
