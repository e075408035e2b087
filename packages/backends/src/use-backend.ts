import { backendChooser, type UseBackend } from './choose-backend'
import { importPackage } from './optional/import-package'

/**
 * Makes a backend the current one and registers TensorFlow.js' gradients.
 *
 * - `native`: the wasm backend with its matrix products in the system's BLAS (OpenBLAS, MKL, BLIS, Accelerate), Node only
 * - `webgpu`: the GPU, see `useWebgpu` of @hvamp/backends/webgpu
 * - `wasm`: everywhere, nothing to install
 * - `cpu`: plain JavaScript, for tests
 * - `tfjs-node`, `tfjs-node-gpu`: libtensorflow, see `useTfjsNode` of @hvamp/backends/tfjs-node; Node only
 * - `auto`: `native` in Node if it finds a BLAS, `webgpu` in a browser if it is given and finds an adapter, else `wasm`
 *
 * `native` and `wasm` share one heap, so tensors stay valid when one follows the other.
 *
 * @throws if the backend cannot be started, with the reason
 * @example await useBackend('auto', { threads: 2 })
 */
export const useBackend: UseBackend = backendChooser({
  async native(options) {
    const { startNative } = await import('./native/start-native')
    return { name: 'native', blas: await startNative(options) }
  },
  async webgpu({ webgpu }) {
    if (webgpu) return webgpu()
    const { startWebgpu } = await import('./webgpu/start-webgpu')
    return startWebgpu(() => importPackage('@tensorflow/tfjs-backend-webgpu'))
  },
  // Entries of this package that need Node: imported when the program runs, so that no bundler finds modules of Node here.
  async 'tfjs-node'({ threads }) {
    const { useTfjsNode } = await importPackage('@hvamp/backends/tfjs-node')
    return useTfjsNode({ threads })
  },
  async 'tfjs-node-gpu'({ threads }) {
    const { useTfjsNodeGpu } = await importPackage('@hvamp/backends/tfjs-node-gpu')
    return useTfjsNodeGpu({ threads })
  },
  fastest: 'native',
})
