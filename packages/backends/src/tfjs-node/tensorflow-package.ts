import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import * as core from '@tensorflow/tfjs-core'
import type { TensorflowPackage } from './running-tensorflow'

/**
 * Where one of the packages is: the folder that the environment variable `HVAMP_TFJS_NODE` names (the package is in its
 * node_modules), or where Node looks for what this package imports.
 *
 * @returns the path of its main file, or undefined if it is not installed there
 */
export function locateTensorflow(
  name: TensorflowPackage,
  folder: string | undefined = process.env.HVAMP_TFJS_NODE,
): string | undefined {
  const from = folder ? join(resolve(folder), 'package.json') : import.meta.url
  try {
    return createRequire(from).resolve(`@tensorflow/${name}`)
  } catch {
    return undefined
  }
}

/**
 * Loads one of the packages on the tfjs-core that is used here, which it would otherwise load a copy of: a tensor of one
 * copy is unknown to the other.
 *
 * @throws if the package is not installed, its addon cannot be loaded, or it needs another version of tfjs-core
 */
export function requireTensorflow(name: TensorflowPackage): void {
  const path = locateTensorflow(name)
  if (path === undefined) {
    const { HVAMP_TFJS_NODE: folder } = process.env
    throw new Error(
      folder ? `it is not in ${join(resolve(folder), 'node_modules')}` : 'it is not installed beside hvamp',
    )
  }
  const require = createRequire(path)
  const coreOf = createRequire(require.resolve('@tensorflow/tfjs')).resolve('@tensorflow/tfjs-core')
  const { version } = JSON.parse(readFileSync(join(dirname(coreOf), '..', 'package.json'), 'utf8'))
  if (version !== core.version_core) {
    throw new Error(`it must use tfjs-core ${core.version_core}, as hvamp does here, got ${version}`)
  }
  require.cache[coreOf] ??= moduleOf(coreOf)
  require(path)
}

function moduleOf(filename: string): NodeJS.Module {
  const { default: exports = core } = core as { default?: unknown }
  return {
    id: filename,
    filename,
    loaded: true,
    exports,
    children: [],
    paths: [],
  } as unknown as NodeJS.Module
}
