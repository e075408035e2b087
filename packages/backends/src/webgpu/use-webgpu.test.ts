import { getBackend } from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useBackend } from '../use-backend'
import { useWebgpu } from './use-webgpu'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('without an adapter', () => {
  it('webgpu is refused, and what computed before goes on', async () => {
    await useBackend('wasm')
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => null } })
    const rule = 'webgpu: there must be an adapter, got none (a GPU with a driver for Vulkan, Metal or D3D12'
    await expect(useWebgpu()).rejects.toThrow(rule)
    await expect(useBackend('webgpu')).rejects.toThrow(`useBackend: ${rule}`)
    expect(getBackend()).toBe('wasm')
  })
})
