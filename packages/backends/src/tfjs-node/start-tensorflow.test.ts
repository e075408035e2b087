import util from 'node:util'
import { engine, findBackend, getBackend, removeBackend } from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'
import { startTensorflow } from './start-tensorflow'

const old = util as unknown as Record<string, (value: unknown) => boolean>

afterEach(async () => {
  await useBackend('cpu')
  if (findBackend('tensorflow')) removeBackend('tensorflow')
})

/** Does what loading tfjs-node does to tfjs-core; computes by the cpu backend. */
async function registerTensorflow() {
  const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu')
  engine().registerBackend('tensorflow', () => new MathBackendCPU())
}

describe('tfjs-node, mocked where its package is imported (libtensorflow itself is not tested)', () => {
  it.each(['tfjs-node', 'tfjs-node-gpu'] as const)('%s becomes the current backend', async (name) => {
    const paths: string[] = []
    const running = await startTensorflow(name, async (path) => {
      paths.push(path)
      await registerTensorflow()
    })
    expect(running).toEqual({ name })
    expect(paths).toEqual([`@tensorflow/${name}`])
    expect(getBackend()).toBe('tensorflow')
  })

  it('finds the functions of util that Node 23 has no more', async () => {
    const { isNullOrUndefined, isArray } = old
    delete old.isNullOrUndefined
    delete old.isArray
    try {
      await startTensorflow('tfjs-node', registerTensorflow)
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
    const failing = startTensorflow('tfjs-node-gpu', () => Promise.reject(cause))
    await expect(failing).rejects.toThrow(
      "tfjs-node-gpu: the npm package '@tensorflow/tfjs-node-gpu' cannot be loaded: tfjs_binding.node can not be found",
    )
    await expect(failing).rejects.toMatchObject({ cause })
  })

  it('refuses a package with a tfjs-core of its own', async () => {
    await expect(startTensorflow('tfjs-node', async () => {})).rejects.toThrow(
      "tfjs-node: '@tensorflow/tfjs-node' must use the tfjs-core that is used here, got another copy",
    )
  })
})
