import { execFile } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Packed } from './packed'

/** What a process wrote. */
export interface Output {
  readonly stdout: string
  readonly stderr: string
}

/** What a project has besides the packages. */
export interface InstallOptions {
  /** Path of a folder, from here, that is copied into the project: `consumer` by default. */
  readonly files?: string
  /** None by default. */
  readonly dependencies?: Readonly<Record<string, string>>
  /** Whether optional dependencies are installed, such as the binaries of bundlers: not by default. */
  readonly optional?: boolean
}

/** Runs a program of Node to its end; rejects, with what it wrote, unless it exits with 0. */
export async function node(cwd: string, ...args: readonly string[]): Promise<Output> {
  try {
    return await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 1 << 26 })
  } catch (cause) {
    const { stdout, stderr } = cause as Output
    throw new Error(`node ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause })
  }
}

/**
 * Installs the tarballs with npm into a folder that has nothing to do with the workspace, as their users do.
 *
 * Their dependencies come from npm's cache, or else from its registry. No scripts run.
 */
export async function installInto(
  folder: string,
  packed: readonly Packed[],
  { files = 'consumer', dependencies = {}, optional = false }: InstallOptions = {},
): Promise<void> {
  const { devDependencies } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const core = packed.find(({ name }) => name === 'hvamp')?.manifest.dependencies?.['@tensorflow/tfjs-core']
  const all = {
    ...dependencies,
    ...Object.fromEntries(packed.map(({ name, path }) => [name, `file:${path}`])),
    '@tensorflow/tfjs-core': core,
    '@types/node': devDependencies['@types/node'],
  }
  await cp(fileURLToPath(new URL(files, import.meta.url)), folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: all }))
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
  if (!optional) options.push('--omit=optional')
  const shell = process.platform === 'win32'
  await promisify(execFile)('npm', ['install', ...options], { cwd: folder, shell })
}
