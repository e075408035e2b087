import { type RunningWebgpu, startWebgpu } from './start-webgpu'

export type { RunningWebgpu }

/**
 * Makes WebGPU the current backend and registers TensorFlow.js' gradients.
 *
 * Needs `@tensorflow/tfjs-backend-webgpu`, and in Node the package `webgpu` too (Dawn: Vulkan, Metal or D3D12). Only
 * `await tensor.data()` reads a tensor from the GPU, so tensors made there stay there when another backend is chosen.
 *
 * @throws if a package is missing, or there is no adapter
 * @example const { adapter } = await useWebgpu()
 */
export function useWebgpu(): Promise<RunningWebgpu> {
  return startWebgpu(() => import('@tensorflow/tfjs-backend-webgpu'))
}
