import './generated/gradients.js'
import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core'
import type { BlasOptions } from './native/blas'

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
 * - `webgpu`: the GPU, see `useWebgpu` of @hvamp/backends/webgpu
 * - `wasm`: everywhere, nothing to install
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
  if (name !== 'auto' && !Object.hasOwn(starters, name)) {
    throw new Error(
      `useBackend: name must be one of auto, ${Object.keys(starters).join(', ')}, got '${name}'`,
    )
  }
  const preferred = isNode() ? 'native' : 'webgpu'
  try {
    return await starters[name === 'auto' ? preferred : name](options)
  } catch (cause) {
    const reason = (cause as Error).message
    if (name !== 'auto') throw new Error(`useBackend: ${reason}`, { cause })
    return { ...(await starters.wasm(options)), reason }
  }
}

const starters: Readonly<Record<BackendName, (options: BlasOptions) => Promise<RunningBackend>>> = {
  async native(options) {
    if (!isNode()) throw new Error('a BLAS of the system can only be called from Node')
    const [{ startWasm }, { loadBlas }] = await Promise.all([import('./wasm/start'), import('./native/blas')])
    const { context } = await startWasm()
    const { product, ...blas } = await loadBlas(context.heap, options)
    context.product = product
    return { name: 'native', blas }
  },
  async webgpu() {
    const { useWebgpu } = await import('./webgpu/use-webgpu')
    return useWebgpu()
  },
  async wasm() {
    const { startWasm } = await import('./wasm/start')
    const { context, product } = await startWasm()
    context.product = product
    return { name: 'wasm' }
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu')
    if (!(await setBackend('cpu'))) throw new Error("'cpu' could not be started")
    await ready()
    return { name: 'cpu' }
  },
}

function isNode(): boolean {
  return typeof process !== 'undefined' && Boolean(process.versions?.node)
}
