import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { missingPackage } from './missing-for-cpu'

// What libtensorflow 2.9, which tfjs-node-gpu 4.22 brings, opens when it starts.
const cudaLibraries: Readonly<Record<string, readonly string[]>> = {
  'CUDA 11': [
    'libcudart.so.11.0',
    'libcublas.so.11',
    'libcublasLt.so.11',
    'libcufft.so.10',
    'libcurand.so.10',
    'libcusolver.so.11',
    'libcusparse.so.11',
  ],
  'cuDNN 8 for CUDA 11': ['libcudnn.so.8'],
}
const oldestDriver = 450

/** A computer, as far as the requirements ask about it. */
export interface Computer {
  /** Such as `linux x64`. */
  readonly platform: string
  /** A command's output, or undefined if it cannot be run. */
  output(command: string, ...args: string[]): string | undefined
  /** Folders of LD_LIBRARY_PATH. */
  readonly libraryFolders: readonly string[]
  hasFile(path: string): boolean
  /** The lines for the npm package. */
  missingPackage(): string[]
}

const thisComputer: Computer = {
  platform: `${process.platform} ${process.arch}`,
  output(command, ...args) {
    try {
      return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    } catch {
      return undefined
    }
  },
  libraryFolders: (process.env.LD_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean),
  hasFile: existsSync,
  missingPackage: () => missingPackage('tfjs-node-gpu'),
}

/**
 * What the backend `tfjs-node-gpu` lacks on this computer, a line for each part, with what brings it: the NVIDIA driver,
 * the libraries of CUDA 11 and cuDNN 8, the npm package.
 *
 * @returns nothing if it can start
 * @example const missing = missingForTfjsNodeGpu() // ['driver: nvidia-smi cannot be run; install the NVIDIA driver …']
 */
export function missingForTfjsNodeGpu(): string[] {
  return missingOn(thisComputer)
}

/** The same of a computer that is described. */
export function missingOn(computer: Computer): string[] {
  const missing: string[] = []
  if (computer.platform !== 'linux x64') {
    missing.push(`platform: tfjs-node-gpu is checked for on linux x64 only, got ${computer.platform}`)
  }
  const driver = computer.output('nvidia-smi', '--query-gpu=driver_version', '--format=csv,noheader')
  if (driver === undefined) {
    missing.push('driver: nvidia-smi cannot be run; install the NVIDIA driver (450 or newer)')
  } else if (!(Number.parseInt(driver, 10) >= oldestDriver)) {
    missing.push(`driver: must be ${oldestDriver} or newer for CUDA 11, got '${driver.trim()}'`)
  }
  const known = `${computer.output('ldconfig', '-p') ?? ''}${computer.output('/sbin/ldconfig', '-p') ?? ''}`
  const isHere = (library: string) =>
    known.includes(`\t${library} `) ||
    computer.libraryFolders.some((folder) => computer.hasFile(join(folder, library)))
  for (const [bringer, libraries] of Object.entries(cudaLibraries)) {
    const absent = libraries.filter((library) => !isHere(library))
    if (absent.length > 0) {
      missing.push(
        `libraries of ${bringer}: neither ldconfig nor LD_LIBRARY_PATH leads to ${absent.join(', ')}`,
      )
    }
  }
  return [...missing, ...computer.missingPackage()]
}
