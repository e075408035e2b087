import { type RunningWebgpu, startWebgpu } from './start-webgpu'

export type { RunningWebgpu }

/**
 * Makes WebGPU the current backend and registers tfjs' gradients.
 *
 * In a browser it is the browser's own; in Node that of the npm package `webgpu` (Dawn: Vulkan, Metal or D3D12). Both need
 * `@tensorflow/tfjs-backend-webgpu`. What is on the GPU can only be read by `await tensor.data()`, so tensors made
 * there do not follow when another backend is chosen.
 *
 * @throws if a package is missing, or there is no adapter
 * @example const { adapter } = await useWebgpu()
 */
export function useWebgpu(): Promise<RunningWebgpu> {
  return startWebgpu(() => import('@tensorflow/tfjs-backend-webgpu'))
}
