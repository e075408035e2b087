import { wrapProducts } from '@hvamp/backends'
import { getBackend, getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core'

/**
 * Times every kernel of the current backend, and, on wasm and native, the matrix products inside kernels apart from them.
 *
 * A kernel that calls another is charged for its own time alone.
 *
 * @returns `take`: milliseconds by name since the last call; `stop`
 */
export async function timeKernels() {
  let times = {}
  let inside = 0 // time of what the running kernel has called
  const timed =
    (name, run) =>
    (...given) => {
      const outside = inside
      inside = 0
      const began = performance.now()
      try {
        return run(...given)
      } finally {
        const spent = performance.now() - began
        times[name] = (times[name] ?? 0) + spent - inside
        inside = outside + spent
      }
    }

  const kernels = getKernelsForBackend(getBackend())
  const replace = (kernel) => {
    unregisterKernel(kernel.kernelName, kernel.backendName)
    registerKernel(kernel)
  }
  for (const kernel of kernels) {
    replace({ ...kernel, kernelFunc: timed(kernel.kernelName, kernel.kernelFunc) })
  }
  // Elsewhere than in wasm, products are the kernel BatchMatMul.
  const unwrap =
    getBackend() === 'wasm' ? await wrapProducts((product) => timed('products', product)) : () => {}
  return {
    take() {
      const taken = times
      times = {}
      return taken
    },
    stop() {
      unwrap()
      kernels.forEach(replace)
    },
  }
}
