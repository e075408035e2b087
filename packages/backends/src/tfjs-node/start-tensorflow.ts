import '../generated/gradients.js'
import util from 'node:util'
import { findBackend, ready, setBackend } from '@tensorflow/tfjs-core'
import { importPackage } from '../optional/import-package'

/** What computes now. */
export interface RunningTensorflow {
  readonly name: 'tfjs-node' | 'tfjs-node-gpu'
}

/**
 * Loads a package of tfjs' that brings libtensorflow, and makes it the current backend.
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

/** Gives Node ≥ 23 back the functions of `util` that tfjs-node 4.22 calls. */
function restoreUtil(): void {
  const old = util as unknown as Record<string, unknown>
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  old.isArray ??= Array.isArray
}
