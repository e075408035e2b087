import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** `(path) => import(path)` of the package that declares the one that is imported, which alone may find it. */
export type Load = (path: string) => Promise<unknown>

/**
 * Imports a package that need not be installed: from where this package finds it, else from the folder of the program.
 *
 * @param load of another package than this one
 * @returns undefined if it is not installed
 * @throws what the package throws while it loads
 * @example
 * ```ts
 * const pg = await importIfInstalled<typeof import('pg')>('pg')
 * ```
 */
export async function importIfInstalled<Module>(
  name: string,
  load: Load = (path) => import(/* @vite-ignore */ path),
): Promise<Module | undefined> {
  for (const find of [() => name, () => pathToFileURL(fromFolder(name)).href]) {
    try {
      const found = (await load(find())) as { readonly default?: unknown }
      return (found.default ?? found) as Module
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

/**
 * Imports the package that an address needs, which need not be installed.
 *
 * @param shown the address without its secrets, for the error
 * @param load of another package than this one
 * @throws naming the command that installs the package, if it is not installed
 * @example
 * ```ts
 * const pg = await importDriver<typeof import('pg')>('pg', 'postgres://localhost/shop')
 * ```
 */
export async function importDriver<Module>(name: string, shown: string, load?: Load): Promise<Module> {
  const found = await importIfInstalled<Module>(name, load)
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
