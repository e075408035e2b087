import '../generated/gradients.js'
import type { WebGPUBackend, webgpu_util } from '@tensorflow/tfjs-backend-webgpu'
import { backend, enableProdMode, getKernel, ready, setBackend } from '@tensorflow/tfjs-core'
import { registerAdam } from './adam'
import { gpuHere } from './gpu'

/** The part of `@tensorflow/tfjs-backend-webgpu` that is used; loading it registers the backend. */
interface WebgpuPackage {
  readonly webgpu_util: typeof webgpu_util
}

/** The running GPU. */
export interface RunningWebgpu {
  readonly name: 'webgpu'
  /** The adapter's own description, such as `nvidia hopper`. */
  readonly adapter: string
}

/**
 * Makes WebGPU the current backend and registers TensorFlow.js' gradients: see `useWebgpu`.
 *
 * @param load imports `@tensorflow/tfjs-backend-webgpu`
 * @throws if a package is missing, or there is no adapter
 */
export async function startWebgpu(load: () => Promise<WebgpuPackage>): Promise<RunningWebgpu> {
  const gpu = await gpuHere()
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) {
    throw new Error(
      'webgpu: there must be an adapter, got none (a GPU with a driver for Vulkan, Metal or D3D12, and in a browser WebGPU enabled for it)',
    )
  }
  enableProdMode()
  const { webgpu_util } = await loadBackend(load)
  if (!(await setBackend('webgpu'))) throw new Error("webgpu: the 'webgpu' backend could not be started")
  await ready()
  if (!getKernel('HvampAdam', 'webgpu')) {
    const started = backend() as WebGPUBackend
    registerAdam(started, webgpu_util)
    // Node must not end while Dawn's threads work on: it would crash now and then.
    if (typeof process !== 'undefined') process.once?.('exit', () => started.device.destroy())
  }
  const { vendor, architecture, description } = adapter.info
  return { name: 'webgpu', adapter: [vendor, architecture || description].filter(Boolean).join(' ') }
}

async function loadBackend(load: () => Promise<WebgpuPackage>): Promise<WebgpuPackage> {
  try {
    return await load()
  } catch (cause) {
    throw new Error("webgpu: the npm package '@tensorflow/tfjs-backend-webgpu' cannot be loaded", { cause })
  }
}
