import './generated/gradients.js'
import { requireKnown } from '@hvamp/random'
import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core'
import type { BlasOptions, LoadedBlas } from './native/blas'
import type { LoadedTensorflow } from './tfjs-node/running-tensorflow'
import { endThreads } from './wasm/context'

/** Backends that applications can choose. */
export type BackendName = 'cpu' | 'wasm' | 'native' | 'webgpu' | 'tfjs-node' | 'tfjs-node-gpu'

/** Which backend computes now. */
export interface RunningBackend {
  readonly name: BackendName
  /** For `native`: the library that multiplies. */
  readonly blas?: LoadedBlas
  /** For `webgpu`: the GPU's own description. */
  readonly adapter?: string
  /** For `tfjs-node` and `tfjs-node-gpu`: the libtensorflow that computes. */
  readonly tensorflow?: LoadedTensorflow
  /** Why `auto` chose no faster backend. */
  readonly reason?: string
}

/** How to start a backend. */
export interface BackendOptions extends BlasOptions {
  /**
   * `useWebgpu` of @hvamp/backends/webgpu, which lets a bundled program start `webgpu`. Without it, Node imports the packages
   * when the program runs, and a browser has no WebGPU.
   */
  readonly webgpu?: (() => Promise<RunningBackend>) | undefined
}

/** Makes a backend the current one: see `useBackend`. */
export type UseBackend = (name?: BackendName | 'auto', options?: BackendOptions) => Promise<RunningBackend>

/** Backends that a platform starts in its own way. */
type PlatformBackend = Exclude<BackendName, 'cpu' | 'wasm'>

type Starter = (options: BackendOptions) => Promise<RunningBackend>

/**
 * `useBackend` of a platform.
 *
 * @param platform how this platform starts the backends that depend on it, and the fastest one, which `auto` tries first
 */
export function backendChooser(
  platform: Readonly<Record<PlatformBackend, Starter>> & { readonly fastest: 'native' | 'webgpu' },
): UseBackend {
  const starters: Readonly<Record<BackendName, Starter>> = {
    native: platform.native,
    webgpu: platform.webgpu,
    wasm: startPlainWasm,
    cpu: startCpu,
    'tfjs-node': platform['tfjs-node'],
    'tfjs-node-gpu': platform['tfjs-node-gpu'],
  }
  return async (name = 'auto', options = {}) => {
    requireKnown('useBackend: options', options, { library: true, threads: true, webgpu: true })
    enableProdMode() // or TensorFlow.js would advertise other backends on the console
    if (name !== 'auto' && !Object.hasOwn(starters, name)) {
      throw new Error(
        `useBackend: name must be one of auto, ${Object.keys(starters).join(', ')}, got '${name}'`,
      )
    }
    try {
      return await starters[name === 'auto' ? platform.fastest : name](options)
    } catch (cause) {
      const reason = (cause as Error).message
      if (name !== 'auto') throw Object.assign(new Error(`useBackend: ${reason}`, { cause }), codeOf(cause))
      return { ...(await starters.wasm(options)), reason }
    }
  }
}

async function startPlainWasm(): Promise<RunningBackend> {
  const { startWasm } = await import('./wasm/start')
  const { context, product } = await startWasm()
  context.product = product
  await endThreads(context)
  return { name: 'wasm' }
}

async function startCpu(): Promise<RunningBackend> {
  await import('@tensorflow/tfjs-backend-cpu')
  if (!(await setBackend('cpu'))) throw new Error("'cpu' could not be started")
  await ready()
  return { name: 'cpu' }
}

function codeOf(error: unknown): { code?: unknown } {
  const { code } = error as { code?: unknown }
  return code === undefined ? {} : { code }
}
