import '../generated/gradients.js'
import util from 'node:util'
import { findBackend, ready, setBackend } from '@tensorflow/tfjs-core'
import { importPackage } from '../optional/import-package'

/** The running libtensorflow. */
export interface RunningTensorflow {
  readonly name: 'tfjs-node' | 'tfjs-node-gpu'
}

/**
 * Loads TensorFlow.js' package for libtensorflow and makes it the current backend.
 *
 * @throws if the package cannot be loaded, or has a tfjs-core of its own
 */
export async function startTensorflow(
  name: RunningTensorflow['name'],
  load: (path: string) => Promise<unknown> = importPackage,
): Promise<RunningTensorflow> {
  restoreUtil()
  try {
    await load(`@tensorflow/${name}`)
  } catch (cause) {
    throw new Error(
      `${name}: the npm package '@tensorflow/${name}' cannot be loaded: ${(cause as Error).message}`,
      { cause },
    )
  }
  if (!findBackend('tensorflow')) {
    throw new Error(
      `${name}: '@tensorflow/${name}' must use the tfjs-core that is used here, got another copy (install the same version of both)`,
    )
  }
  if (!(await setBackend('tensorflow'))) throw new Error(`${name}: libtensorflow could not be started`)
  await ready()
  return { name }
}

/** Restores functions of `util` that Node 23 removed and tfjs-node 4.22 calls. */
function restoreUtil(): void {
  const old = util as unknown as Record<string, unknown>
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  old.isArray ??= Array.isArray
}
