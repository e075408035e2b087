import { importPackage } from '../optional/import-package'

/** The part of `navigator.gpu` that is used here. */
export interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<GpuAdapter | null>
}
interface GpuAdapter {
  readonly info: {
    readonly vendor: string
    readonly architecture: string
    readonly description: string
  }
}

/**
 * `navigator.gpu`, which Node gets from the npm package `webgpu`.
 *
 * @throws if there is neither
 */
export async function gpuHere(): Promise<Gpu> {
  const { navigator } = globalThis as { navigator?: { gpu?: Gpu } }
  if (navigator?.gpu) return navigator.gpu
  if (typeof process === 'undefined' || !process.versions?.node) {
    throw new Error('webgpu: the browser must have navigator.gpu, got none (is the page served over https?)')
  }
  const { create, globals } = await loadDawn()
  Object.assign(globalThis, globals)
  const gpu = create([])
  const owner = navigator ?? {} // Node has a navigator from 21 on
  Object.defineProperty(owner, 'gpu', { value: gpu, configurable: true })
  if (!navigator) Object.defineProperty(globalThis, 'navigator', { value: owner, configurable: true })
  return gpu
}

async function loadDawn(): Promise<{ create(flags: string[]): Gpu; globals: object }> {
  try {
    return await importPackage('webgpu')
  } catch (cause) {
    throw new Error("webgpu: Node needs the npm package 'webgpu', which cannot be loaded", { cause })
  }
}
