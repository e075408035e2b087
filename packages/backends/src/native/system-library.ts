import { importPackage } from '../optional/import-package'
import { type Environment, openblasSettings, withSettings } from './openblas-settings'

/** Functions of C in a library of the system. */
export interface SystemLibrary {
  /** @throws if the library has no such function */
  func(definition: string): SystemFunction
}

export interface SystemFunction {
  (...values: unknown[]): unknown
  /** Runs it in a thread; the last value is called with an error or null, and the result. */
  readonly async: (...values: unknown[]) => void
}

/** @param path `null` for what the process has loaded */
type Koffi = { load(path: string | null): SystemLibrary }

const candidates: Readonly<Record<string, readonly string[]>> = {
  linux: [
    'libopenblas.so.0',
    'libopenblas.so',
    'libmkl_rt.so.2',
    'libmkl_rt.so',
    'libblis.so.4',
    'libblis.so.3',
    'libblis.so',
  ],
  darwin: [
    '/System/Library/Frameworks/Accelerate.framework/Accelerate',
    '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
    '/usr/local/opt/openblas/lib/libopenblas.dylib',
  ],
  win32: ['libopenblas.dll', 'openblas.dll', 'mkl_rt.2.dll', 'mkl_rt.dll'],
}

/**
 * The first library that can be opened.
 *
 * @param what the kind of library, for errors
 * @param named file name or path; by default the one that HVAMP_BLAS names, else those that systems usually have
 * @param open throws if the library is not usable
 * @throws with the libraries that were tried, and why each was refused
 */
export async function firstLibrary<T>(
  what: string,
  named: string | undefined = process.env.HVAMP_BLAS,
  open: (library: SystemLibrary, path: string) => T | Promise<T>,
): Promise<T> {
  const load = loaderBy(await loadKoffi(what), await processor())
  const refused: string[] = []
  for (const path of named ? [named] : (candidates[process.platform] ?? [])) {
    try {
      return await open(load(path), path)
    } catch (error) {
      refused.push(`${path}: ${(error as Error).message}`)
    }
  }
  throw new Error(`no ${what} was found (${refused.join('; ') || `none is known for ${process.platform}`})`)
}

/** Linux' description of the processor; '' on other systems. */
async function processor(): Promise<string> {
  const { readFile } = await importPackage('node:fs/promises')
  return process.platform === 'linux' ? readFile('/proc/cpuinfo', 'utf8').catch(() => '') : ''
}

/** Loads libraries as the processor wants them, where it is known. */
function loaderBy(koffi: Koffi, processor: string): (path: string) => SystemLibrary {
  if (!processor) return (path) => koffi.load(path)
  const settings = openblasSettings(processor)
  const environment = environmentOf(koffi.load(null))
  return (path) => withSettings(settings, environment, () => koffi.load(path))
}

function environmentOf(own: SystemLibrary): Environment {
  const read = own.func('const char *getenv(const char *name)')
  const write = own.func('int setenv(const char *name, const char *value, int overwrite)')
  const remove = own.func('int unsetenv(const char *name)')
  return {
    read: (name) => read(name) as string | null,
    write: (name, value) => void write(name, value, 1),
    remove: (name) => void remove(name),
  }
}

async function loadKoffi(what: string): Promise<Koffi> {
  try {
    const loaded = await importPackage('koffi')
    return loaded.default ?? loaded
  } catch (cause) {
    throw new Error(`no ${what} without the npm package 'koffi', which is not installed`, { cause })
  }
}

/** The library's function of the first signature it has, or undefined. */
export function optional(library: SystemLibrary, ...definitions: string[]) {
  for (const definition of definitions) {
    try {
      return library.func(definition)
    } catch {
      // the library has no such function
    }
  }
  return undefined
}
