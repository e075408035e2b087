import { requireKnown } from '@hvamp/random'
import type { RunningTensorflow, TensorflowOptions } from './running-tensorflow'
import { startTensorflow } from './start-tensorflow'

export type { RunningTensorflow, TensorflowOptions }

/**
 * Makes libtensorflow on the CPU the current backend, by the npm package `@tensorflow/tfjs-node`, and registers
 * TensorFlow.js' gradients and kernels of libtensorflow's own ops. Node only. The package is looked for in the node_modules of
 * the folder that `HVAMP_TFJS_NODE` names, if it names one, else beside hvamp.
 *
 * @throws if the package cannot be loaded, or runs already with another number of threads
 * @example const { tensorflow } = await useTfjsNode({ threads: 2 }) // { version: '2.9.1', device: 'cpu', threads: 2 }
 */
export async function useTfjsNode(options: TensorflowOptions = {}): Promise<RunningTensorflow> {
  requireKnown('useTfjsNode: options', options, { threads: true })
  return startTensorflow('tfjs-node', options)
}
