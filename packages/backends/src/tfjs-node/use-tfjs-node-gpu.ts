import { requireKnown } from '@hvamp/random'
import type { RunningTensorflow, TensorflowOptions } from './running-tensorflow'
import { startTensorflow } from './start-tensorflow'

export type { RunningTensorflow, TensorflowOptions }

/**
 * Makes libtensorflow on an NVIDIA GPU the current backend, by the npm package `@tensorflow/tfjs-node-gpu`, and registers
 * TensorFlow.js' gradients and kernels of libtensorflow's own ops. Node on Linux or Windows.
 *
 * @throws if the package cannot be loaded, or libtensorflow finds no GPU: the error names each missing part
 * @example await useTfjsNodeGpu()
 */
export async function useTfjsNodeGpu(options: TensorflowOptions = {}): Promise<RunningTensorflow> {
  requireKnown('useTfjsNodeGpu: options', options, { threads: true })
  return startTensorflow('tfjs-node-gpu', options)
}
