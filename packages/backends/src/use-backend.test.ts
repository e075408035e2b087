import {
  getBackend,
  grad,
  type Scalar,
  square,
  sum,
  type Tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it } from 'vitest'
import { useBackend } from './use-backend'

const blas = await useBackend('native').catch(() => undefined)

afterEach(() => {
  delete process.env.HVAMP_BLAS
})

describe('useBackend', () => {
  it.each(['cpu', 'wasm'] as const)('starts %s, with gradients', async (name) => {
    expect(await useBackend(name)).toEqual({ name })
    expect(getBackend()).toBe(name)
    const slope = grad((x: Tensor) => sum<Scalar>(square(x)))(tensor1d([1, -2]))
    expect([...(await slope.data())]).toEqual([2, -4])
  })

  it('keeps tensors when a BLAS follows plain wasm', async () => {
    await useBackend('wasm')
    const x = tensor1d([1, 2, 3])
    await useBackend('auto')
    expect([...(await tidy(() => square(x)).data())]).toEqual([1, 4, 9])
  })

  it('falls back to wasm, and says why, where no BLAS works', async () => {
    const running = await useBackend('auto', { library: 'libnothing-here.so' })
    expect(running.name).toBe('wasm')
    expect(running.reason).toContain('libnothing-here.so')
  })

  it('takes the library that HVAMP_BLAS names, and no other', async () => {
    process.env.HVAMP_BLAS = 'libnamed-by-user.so'
    await expect(useBackend('native')).rejects.toThrow('useBackend: no BLAS was found (libnamed-by-user.so: ')
  })

  it.runIf(process.platform === 'linux')('refuses a library without the products it needs', async () => {
    await expect(useBackend('native', { library: 'libm.so.6' })).rejects.toThrow(/libm\.so\.6: .*cblas_sgemm/)
  })

  it('refuses a number of threads that is none', async () => {
    await expect(useBackend('native', { threads: 0 })).rejects.toThrow(
      'threads must be a positive integer, got 0',
    )
  })

  it('refuses an unknown name, and lists those it knows', async () => {
    await expect(useBackend('gpu' as 'cpu')).rejects.toThrow(/auto, native.*got 'gpu'/)
  })

  it.skipIf(!blas)(
    `tells the library, its version and its threads${blas ? '' : ' (skipped: no BLAS is installed: apt-get install libopenblas0)'}`,
    async () => {
      const running = await useBackend('native', { threads: 1 })
      expect(running.name).toBe('native')
      expect(running.blas!.library).toBe(blas!.blas!.library)
      expect(running.blas!.threads).toBe(1)
    },
  )
})
