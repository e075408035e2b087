import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TensorflowPackage } from './running-tensorflow'
import { locateTensorflow } from './tensorflow-package'

/**
 * What the backend `tfjs-node` lacks on this computer, a line for each part, with what brings it.
 *
 * @returns nothing if it can start
 * @example const missing = missingForTfjsNode() // ['package: @tensorflow/tfjs-node is not here; npm install …']
 */
export function missingForTfjsNode(): string[] {
  return missingPackage('tfjs-node')
}

/** The line for the npm package or its addon, if one of them is not there. */
export function missingPackage(
  name: TensorflowPackage,
  locate: (name: TensorflowPackage) => string | undefined = locateTensorflow,
): string[] {
  const path = locate(name)
  if (path === undefined) {
    return [
      `package: @tensorflow/${name} is not here; npm install @tensorflow/${name}, or HVAMP_TFJS_NODE=<folder with it in node_modules>`,
    ]
  }
  const folder = join(dirname(path), '..')
  if (hasAddon(join(folder, 'lib'))) return []
  return [`addon: ${folder} has none, its install script has not run; npm rebuild @tensorflow/${name}`]
}

function hasAddon(folder: string): boolean {
  try {
    return readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith('tfjs_binding.node'))
  } catch {
    return false
  }
}
