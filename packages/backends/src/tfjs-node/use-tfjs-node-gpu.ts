import { type RunningTensorflow, startTensorflow } from './start-tensorflow'

export type { RunningTensorflow }

/**
 * Makes libtensorflow on an NVIDIA GPU the current backend, by the npm package `@tensorflow/tfjs-node-gpu`, and registers
 * TensorFlow.js' gradients. Node on Linux or Windows; without the libraries of CUDA 11 libtensorflow computes on the CPU.
 *
 * @throws if the package cannot be loaded, or has a tfjs-core of its own
 * @example await useTfjsNodeGpu()
 */
export function useTfjsNodeGpu(): Promise<RunningTensorflow> {
  return startTensorflow('tfjs-node-gpu')
}
