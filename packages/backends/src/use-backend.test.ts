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
import { fewThreads, runProgram, runProgramBy } from './wasm/program.fixture'

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

  it.skipIf(!blas)(
    'computes in threads beside the BLAS, and without them where none can be started',
    async () => {
      for (const [startable, expected] of [
        [9, 2],
        [1, 1],
        [0, 0],
      ]) {
        const { stdout, stderr, code } = await runProgram(`${fewThreads(startable!)}
        import { ones, tanh } from '@tensorflow/tfjs-core'
        import { useBackend } from '../use-backend'
        const main = async () => {
          await Promise.all([useBackend('native', { threads: 3 }), useBackend('native', { threads: 3 })])
          const values = await tanh(ones([300_000])).data()
          console.log(JSON.stringify([started, values.every((value) => Math.abs(value - Math.tanh(1)) < 1e-6)]))
        }
        main()`)
        expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
        expect(JSON.parse(stdout)).toEqual([expected, true])
      }
    },
  )

  const isLinux = process.platform === 'linux'
  it.skipIf(!blas || !isLinux)(
    `starts no threads where the system limits the addresses of a process, which one that gets none would not outlive${isLinux ? '' : ' (skipped: ulimit -v is of Linux)'}`,
    async () => {
      const limited = ['bash', '-c', 'ulimit -v 16000000 && exec "$0" "$@"', process.execPath] // kilobytes
      const ended = await runProgramBy(
        limited,
        `
        import { ones, tanh } from '@tensorflow/tfjs-core'
        import { useBackend } from '../use-backend'
        import { startWasm } from './start'
        const main = async () => {
          await useBackend('native', { threads: 8 })
          const { context } = await startWasm()
          console.log(context.threads?.size ?? 1, (await tanh(ones([300_000])).data())[299_999]?.toFixed(4))
        }
        main()`,
      )
      expect(ended).toEqual({ stdout: '1 0.7616\n', stderr: '', code: 0 })
    },
  )

  it.skipIf(!blas)(
    'works where memory cannot be shared, and in one thread when plain wasm follows',
    async () => {
      const program = `
      import { square, tensor1d } from '@tensorflow/tfjs-core'
      import { useBackend } from '../use-backend'
      import { isShared } from './shared-memory-module'
      import { startWasm } from './start'
      const main = async () => {
        const states: unknown[] = []
        for (const name of ['native', 'wasm', 'native'] as const) {
          await useBackend(name, { threads: 2 })
          const { context } = await startWasm()
          states.push([isShared(context.heap.memory), context.threads?.size ?? 1, ...(await square(tensor1d([3])).data())])
        }
        console.log(JSON.stringify(states))
      }
      main()`
      const ended = { stderr: '', code: 0 }
      const shared = [
        [true, 2, 9],
        [true, 1, 9],
        [true, 2, 9],
      ]
      expect(await runProgram(program)).toEqual({ ...ended, stdout: `${JSON.stringify(shared)}\n` })
      const own = [
        [false, 1, 9],
        [false, 1, 9],
        [false, 1, 9],
      ]
      const unshared = program.replace(
        'const main',
        "Reflect.deleteProperty(globalThis, 'SharedArrayBuffer')\nconst main",
      )
      expect(await runProgram(unshared)).toEqual({ ...ended, stdout: `${JSON.stringify(own)}\n` })
    },
  )
})
