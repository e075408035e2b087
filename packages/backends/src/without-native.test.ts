import { readFileSync } from 'node:fs'
import { getBackend } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import * as forBrowsers from './browser'
import * as everywhere from './index'
import { inverseInThreads, lapackInverse, rowSolverInThreads, useBackend } from './without-native'

const running = { name: 'webgpu', adapter: 'a GPU' } as const

describe('useBackend of a browser', () => {
  it('takes wasm where no WebGPU is given, and says how to give it', async () => {
    const { name, reason } = await useBackend()
    expect([name, getBackend()]).toEqual(['wasm', 'wasm'])
    expect(reason).toBe(
      "webgpu: useWebgpu of '@hvamp/backends/webgpu' must be given: useBackend('webgpu', { webgpu: useWebgpu })",
    )
    await expect(useBackend('webgpu')).rejects.toThrow(`useBackend: ${reason}`)
  })

  it('prefers the WebGPU that is given', async () => {
    expect(await useBackend('auto', { webgpu: async () => running })).toBe(running)
    expect(await useBackend('webgpu', { webgpu: async () => running })).toBe(running)
  })

  it('falls back to wasm where the WebGPU that is given finds no adapter', async () => {
    const webgpu = () => Promise.reject(new Error('webgpu: no adapter'))
    expect(await useBackend('auto', { webgpu })).toEqual({ name: 'wasm', reason: 'webgpu: no adapter' })
    await expect(useBackend('webgpu', { webgpu })).rejects.toThrow('useBackend: webgpu: no adapter')
  })

  it('refuses libraries of the system, with the reason', async () => {
    await expect(useBackend('native')).rejects.toThrow('can only be called from Node')
    await expect(lapackInverse()).rejects.toThrow('can only be called from Node')
    expect(() => inverseInThreads()).toThrow('threads can only be started in Node')
    expect(() => rowSolverInThreads()).toThrow('threads can only be started in Node')
  })
})

describe('the package for browsers', () => {
  it('has the names of the package for Node', () => {
    expect(Object.keys(forBrowsers).sort()).toEqual(Object.keys(everywhere).sort())
  })

  it('is what bundlers for browsers and workers take, before anything else', () => {
    const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    expect(Object.keys(exports['.']).slice(0, 2)).toEqual(['browser', 'worker'])
    expect(exports['.'].browser.default).toBe('./dist/browser.js')
    expect(exports['.'].worker).toEqual(exports['.'].browser)
  })
})
