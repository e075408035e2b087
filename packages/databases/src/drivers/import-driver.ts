import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Imports a package that need not be installed: from where this package finds it, else from the folder of the program.
 *
 * @returns undefined if it is not installed
 */
export async function importIfInstalled<Module>(name: string): Promise<Module | undefined> {
  for (const find of [() => name, () => pathToFileURL(fromFolder(name)).href]) {
    try {
      const found = await import(/* @vite-ignore */ find())
      return found.default ?? found
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const isMissing =
        code === 'ERR_MODULE_NOT_FOUND' ||
        code === 'MODULE_NOT_FOUND' ||
        code === 'ERR_UNKNOWN_BUILTIN_MODULE'
      if (!isMissing) throw error
    }
  }
  return undefined
}

/** @throws naming the command that installs the package, if it is not installed */
export async function importDriver<Module>(name: string, shown: string): Promise<Module> {
  const found = await importIfInstalled<Module>(name)
  if (found === undefined) throw missingDriver(name, shown)
  return found
}

/** Says what has to be installed for an address. */
function missingDriver(name: string, shown: string): Error {
  return new Error(`${shown}: needs the package ${name}, which is not installed: npm install ${name}`)
}

function fromFolder(name: string): string {
  return createRequire(join(process.cwd(), 'package.json')).resolve(name)
}
