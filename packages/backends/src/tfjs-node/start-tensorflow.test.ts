import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import util from 'node:util'
import { engine, findBackend, getBackend, removeBackend } from '@tensorflow/tfjs-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { useBackend } from '../use-backend'
import { missingPackage } from './missing-for-cpu'
import type { TensorflowPackage } from './running-tensorflow'
import { startTensorflow } from './start-tensorflow'

const old = util as unknown as Record<string, (value: unknown) => boolean>

afterEach(async () => {
  await useBackend('cpu')
  if (findBackend('tensorflow')) removeBackend('tensorflow')
  vi.unstubAllEnvs()
})

/** Does what loading tfjs-node does to tfjs-core; computes by the cpu backend. */
async function registerTensorflow(isGPUPackage = false, isUsingGpuDevice = false) {
  const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu')
  const binding = { TF_Version: '2.9.1' }
  engine().registerBackend('tensorflow', () =>
    Object.assign(new MathBackendCPU(), { binding, isGPUPackage, isUsingGpuDevice }),
  )
}

describe('a tfjs-node that is mocked where its package is loaded', () => {
  it('becomes the current backend, with what computes', async () => {
    const names: TensorflowPackage[] = []
    const running = await startTensorflow('tfjs-node', {}, async (name) => {
      names.push(name)
      await registerTensorflow()
    })
    expect(running).toEqual({ name: 'tfjs-node', tensorflow: { version: '2.9.1', device: 'cpu' } })
    expect(names).toEqual(['tfjs-node'])
    expect(getBackend()).toBe('tensorflow')
  })

  it('becomes the current backend on a GPU', async () => {
    const running = await startTensorflow('tfjs-node-gpu', {}, () => registerTensorflow(true, true))
    expect(running).toEqual({ name: 'tfjs-node-gpu', tensorflow: { version: '2.9.1', device: 'gpu' } })
  })

  it('is refused where tfjs-node-gpu would compute on the CPU, and what computed before goes on', async () => {
    const failing = startTensorflow('tfjs-node-gpu', {}, () => registerTensorflow(true, false))
    await expect(failing).rejects.toThrow('tfjs-node-gpu: libtensorflow found no GPU that it can use')
    expect(getBackend()).toBe('cpu')
  })

  it('is refused where the process has the other of the two packages', async () => {
    await expect(startTensorflow('tfjs-node-gpu', {}, () => registerTensorflow())).rejects.toThrow(
      'tfjs-node-gpu: a process can load one of tfjs-node and tfjs-node-gpu, got both',
    )
  })

  it('keeps the number of threads that it was started with', async () => {
    await startTensorflow('tfjs-node', {}, () => registerTensorflow())
    await expect(startTensorflow('tfjs-node', { threads: 7 }, () => {})).rejects.toThrow(
      'tfjs-node: threads must be the number that libtensorflow was started with in this process, its own choice, got 7',
    )
  })

  it('finds the functions of util that Node 23 has no more', async () => {
    const { isNullOrUndefined, isArray } = old
    delete old.isNullOrUndefined
    delete old.isArray
    try {
      await startTensorflow('tfjs-node', {}, () => registerTensorflow())
      expect([null, undefined, 0, ''].map((value) => old.isNullOrUndefined!(value))).toEqual([
        true,
        true,
        false,
        false,
      ])
      expect([old.isArray!([]), old.isArray!({ length: 0 })]).toEqual([true, false])
    } finally {
      Object.assign(old, { isNullOrUndefined, isArray })
    }
  })

  it('says which package cannot be loaded, and why', async () => {
    const cause = new Error('tfjs_binding.node can not be found')
    const failing = startTensorflow('tfjs-node-gpu', {}, () => Promise.reject(cause))
    await expect(failing).rejects.toThrow(
      "tfjs-node-gpu: the npm package '@tensorflow/tfjs-node-gpu' cannot be loaded: tfjs_binding.node can not be found",
    )
    await expect(failing).rejects.toMatchObject({ cause })
  })

  it('is refused if it has a tfjs-core of its own', async () => {
    await expect(startTensorflow('tfjs-node', {}, async () => {})).rejects.toThrow(
      "tfjs-node: '@tensorflow/tfjs-node' must use the tfjs-core that is used here, got another copy",
    )
  })
})

describe('a folder that HVAMP_TFJS_NODE names', () => {
  let folder: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hvamp-tfjs-node-')))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function writePackage(name: string, files: Readonly<Record<string, string>>) {
    for (const [file, text] of Object.entries(files)) {
      const path = join(folder, 'node_modules', '@tensorflow', name, file)
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, text)
    }
  }

  it('is named where it has no such package, as the cause and by what is missing', async () => {
    vi.stubEnv('HVAMP_TFJS_NODE', folder)
    await expect(startTensorflow('tfjs-node')).rejects.toThrow(
      `tfjs-node: the npm package '@tensorflow/tfjs-node' cannot be loaded: it is not in ${join(folder, 'node_modules')}`,
    )
    expect(missingPackage('tfjs-node')).toEqual([
      'package: @tensorflow/tfjs-node is not here; npm install @tensorflow/tfjs-node, or HVAMP_TFJS_NODE=<folder with it in node_modules>',
    ])
  })

  it('gives its package the tfjs-core that is used here, and no other version of it', async () => {
    vi.stubEnv('HVAMP_TFJS_NODE', folder)
    const manifest = (version: string) => JSON.stringify({ version, main: 'dist/index.js' })
    const core = (version: string) =>
      writePackage('tfjs-core', { 'package.json': manifest(version), 'dist/index.js': 'throw new Error()' })
    core('4.22.0')
    writePackage('tfjs', {
      'package.json': manifest('4.22.0'),
      'dist/index.js': 'exports.core = require("@tensorflow/tfjs-core")',
    })
    writePackage('tfjs-node', {
      'package.json': manifest('4.22.0'),
      'dist/index.js': `const { core } = require('@tensorflow/tfjs')
        class Backend extends core.KernelBackend { dispose() {} }
        core.registerBackend('tensorflow', () => Object.assign(new Backend(), {
          binding: { TF_Version: 'of the folder' }, isGPUPackage: false, isUsingGpuDevice: false }))`,
    })
    const { tensorflow } = await startTensorflow('tfjs-node')
    expect(tensorflow.version).toBe('of the folder')
    core('4.21.0')
    await expect(startTensorflow('tfjs-node')).rejects.toThrow(
      'cannot be loaded: it must use tfjs-core 4.22.0, as hvamp does here, got 4.21.0',
    )
    expect(missingPackage('tfjs-node')).toEqual([
      `addon: ${join(folder, 'node_modules/@tensorflow/tfjs-node')} has none, its install script has not run; npm rebuild @tensorflow/tfjs-node`,
    ])
  })
})
