import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
// @ts-expect-error: a program's module, without types
import { missingForGpu } from './gpu-requirements.mjs'

const libraries =
  'libcudart.so.11.0 libcublas.so.11 libcublasLt.so.11 libcufft.so.10 libcurand.so.10 libcusolver.so.11 libcusparse.so.11'
const ldconfig = [...libraries.split(' '), 'libcudnn.so.8']
  .map((name) => `\t${name} (libc6,x86-64) => /usr/lib/${name}\n`)
  .join('')
const complete = {
  platform: 'linux x64',
  output: (command: string) => (command === 'nvidia-smi' ? '535.129.03\n' : ldconfig),
  libraryFolders: [] as string[],
  hasFile: (_path: string): boolean => false,
  hasPackage: () => true,
}
const hasDriver = (() => {
  try {
    execFileSync('nvidia-smi', { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe('what tfjs-node-gpu needs', () => {
  it('lacks nothing on a computer that has it all', () => {
    expect(missingForGpu(complete)).toEqual([])
  })

  it('names the driver, where there is none or an old one', () => {
    const output = (driver?: string) => (command: string) => (command === 'nvidia-smi' ? driver : ldconfig)
    expect(missingForGpu({ ...complete, output: output() })).toEqual([
      expect.stringMatching(/^driver: nvidia-smi cannot be run/),
    ])
    expect(missingForGpu({ ...complete, output: output('418.87\n') })).toEqual([
      "driver: must be 450 or newer for CUDA 11, got '418.87'",
    ])
  })

  it('names each library that is missing, and what has it', () => {
    const output = (command: string) =>
      command === 'nvidia-smi' ? '535.1' : ldconfig.replace(/^.*(cudnn|cusparse).*\n/gm, '')
    expect(missingForGpu({ ...complete, output })).toEqual([
      'library: libcusparse.so.11 is neither known to ldconfig nor in LD_LIBRARY_PATH; CUDA 11 has it',
      'library: libcudnn.so.8 is neither known to ldconfig nor in LD_LIBRARY_PATH; cuDNN 8 for CUDA 11 has it',
    ])
    const hasFile = (path: string) => path.startsWith('/opt/cuda/lib64/lib')
    expect(missingForGpu({ ...complete, output, libraryFolders: ['/opt/cuda/lib64'], hasFile })).toEqual([])
  })

  it('names the platform and the package', () => {
    expect(missingForGpu({ ...complete, platform: 'darwin arm64', hasPackage: () => false })).toEqual([
      'platform: tfjs-node-gpu is checked for on linux x64 only, got darwin arm64',
      'package: @tensorflow/tfjs-node-gpu is not here; npm install @tensorflow/tfjs-node-gpu',
    ])
  })
})

it('does not stand in the way of an install', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
  expect(Object.keys(dependencies)).not.toContain('@tensorflow/tfjs-node-gpu')
})

it.skipIf(hasDriver)('says what is missing and ends with 1 where there is no GPU', () => {
  const program = fileURLToPath(new URL('train.mjs', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^tfjs-node-gpu cannot compute here:\n- driver: nvidia-smi cannot be run/)
  expect(stderr).toContain('- package: @tensorflow/tfjs-node-gpu is not here')
})
