import { describe, expect, it } from 'vitest'
import { type Computer, missingOn } from './missing-for-gpu'

const libraries =
  'libcudart.so.11.0 libcublas.so.11 libcublasLt.so.11 libcufft.so.10 libcurand.so.10 libcusolver.so.11 libcusparse.so.11'
const ldconfig = [...libraries.split(' '), 'libcudnn.so.8']
  .map((name) => `\t${name} (libc6,x86-64) => /usr/lib/${name}\n`)
  .join('')
const complete: Computer = {
  platform: 'linux x64',
  output: (command) => (command === 'nvidia-smi' ? '535.129.03\n' : ldconfig),
  libraryFolders: [],
  hasFile: () => false,
  missingPackage: () => [],
}

describe('what tfjs-node-gpu needs', () => {
  it('lacks nothing on a computer that has it all', () => {
    expect(missingOn(complete)).toEqual([])
  })

  it('names the driver, where there is none or an old one', () => {
    const output = (driver?: string) => (command: string) => (command === 'nvidia-smi' ? driver : ldconfig)
    expect(missingOn({ ...complete, output: output() })).toEqual([
      expect.stringMatching(/^driver: nvidia-smi cannot be run/),
    ])
    expect(missingOn({ ...complete, output: output('418.87\n') })).toEqual([
      "driver: must be 450 or newer for CUDA 11, got '418.87'",
    ])
  })

  it('names each library that is missing, and what has it', () => {
    const output = (command: string) =>
      command === 'nvidia-smi' ? '535.1' : ldconfig.replace(/^.*(cudnn|cusparse).*\n/gm, '')
    expect(missingOn({ ...complete, output })).toEqual([
      'libraries of CUDA 11: neither ldconfig nor LD_LIBRARY_PATH leads to libcusparse.so.11',
      'libraries of cuDNN 8 for CUDA 11: neither ldconfig nor LD_LIBRARY_PATH leads to libcudnn.so.8',
    ])
    const hasFile = (path: string) => path.startsWith('/opt/cuda/lib64/lib')
    expect(missingOn({ ...complete, output, libraryFolders: ['/opt/cuda/lib64'], hasFile })).toEqual([])
  })

  it('names the platform and the package', () => {
    const missingPackage = () => ['package: not here']
    expect(missingOn({ ...complete, platform: 'darwin arm64', missingPackage })).toEqual([
      'platform: tfjs-node-gpu is checked for on linux x64 only, got darwin arm64',
      'package: not here',
    ])
  })
})
