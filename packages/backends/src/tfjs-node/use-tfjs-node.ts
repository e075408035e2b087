import { type RunningTensorflow, startTensorflow } from './start-tensorflow'

export type { RunningTensorflow }

/**
 * Makes libtensorflow on the CPU the current backend, by the npm package `@tensorflow/tfjs-node`, and registers
 * TensorFlow.js' gradients. Node only.
 *
 * @throws if the package cannot be loaded, or has a tfjs-core of its own
 * @example await useTfjsNode()
 */
export function useTfjsNode(): Promise<RunningTensorflow> {
  return startTensorflow('tfjs-node')
}
