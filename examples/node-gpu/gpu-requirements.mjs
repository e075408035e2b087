import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

// What libtensorflow 2.9, which tfjs-node-gpu 4.22 brings, opens at run time.
const cudaLibraries = [
  ['libcudart.so.11.0', 'CUDA 11'],
  ['libcublas.so.11', 'CUDA 11'],
  ['libcublasLt.so.11', 'CUDA 11'],
  ['libcufft.so.10', 'CUDA 11'],
  ['libcurand.so.10', 'CUDA 11'],
  ['libcusolver.so.11', 'CUDA 11'],
  ['libcusparse.so.11', 'CUDA 11'],
  ['libcudnn.so.8', 'cuDNN 8 for CUDA 11'],
]
const oldestDriver = 450

/** This computer, as far as the requirements ask about it. */
export const thisComputer = {
  platform: `${process.platform} ${process.arch}`,
  /** A command's output, or undefined if it cannot be run. */
  output(command, ...args) {
    try {
      return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    } catch {
      return undefined
    }
  },
  libraryFolders: (process.env.LD_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean),
  hasFile: existsSync,
  hasPackage(name) {
    try {
      createRequire(import.meta.url).resolve(name)
      return true
    } catch {
      return false
    }
  },
}

/** A line for everything that training by tfjs-node-gpu lacks, with what brings it; none if it can begin. */
export function missingForGpu(computer = thisComputer) {
  const missing = []
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
  for (const [library, bringer] of cudaLibraries) {
    const isInFolder = computer.libraryFolders.some((folder) => computer.hasFile(join(folder, library)))
    if (!isInFolder && !known.includes(`\t${library} `)) {
      missing.push(
        `library: ${library} is neither known to ldconfig nor in LD_LIBRARY_PATH; ${bringer} has it`,
      )
    }
  }
  if (!computer.hasPackage('@tensorflow/tfjs-node-gpu')) {
    missing.push('package: @tensorflow/tfjs-node-gpu is not here; npm install @tensorflow/tfjs-node-gpu')
  }
  return missing
}
