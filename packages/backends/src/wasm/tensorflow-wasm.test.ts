import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runProgram } from './program.fixture'

const useBackend = "import { useBackend } from '../use-backend'"

describe.each(['wasm', 'auto'])('a process that uses %s', (backend) => {
  it('keeps its own handlers of what nobody catches, and no other', async () => {
    const { stdout, stderr, code } = await runProgram(`${useBackend}
      const handled: string[] = []
      process.on('uncaughtException', (error) => handled.push(error.message))
      process.on('unhandledRejection', (reason) => handled.push(String(reason)))
      const during = () => {}
      const main = async () => {
        const starting = useBackend('${backend}')
        process.on('uncaughtException', during)
        await starting
        setTimeout(() => { throw new Error('thrown') })
        Promise.reject('rejected')
        setTimeout(() => console.log(JSON.stringify({
          handled: handled.sort(),
          listeners: [process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection')],
          during: process.listeners('uncaughtException').includes(during),
        })), 50)
      }
      main()`)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(JSON.parse(stdout)).toEqual({ handled: ['rejected', 'thrown'], listeners: [2, 1], during: true })
  })
})

it('starts once, however many ask for it at the same time', async () => {
  const { stdout, code } = await runProgram(`${useBackend}
    import { env, ones } from '@tensorflow/tfjs-core'
    const { fetch } = env().platform
    Promise.all([1, 2, 3].map(() => useBackend('wasm')))
      .then(async (running) => console.log(JSON.stringify([
        running.map(({ name }) => name), env().platform.fetch === fetch, [...await ones([2]).data()]
      ])))`)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual([['wasm', 'wasm', 'wasm'], true, [1, 1]])
})

it('takes a backend that runs already as it is', async () => {
  const { stdout, code } = await runProgram(`${useBackend}
    import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
    import { backend, ready, setBackend } from '@tensorflow/tfjs-core'
    const main = async () => {
      setWasmPaths(${JSON.stringify(binaryFolder())})
      await setBackend('wasm')
      await ready()
      const before = backend()
      await useBackend('wasm')
      console.log(backend() === before)
    }
    main()`)
  expect({ stdout, code }).toEqual({ stdout: 'true\n', code: 0 })
})

it('names the rule where WebAssembly may not be compiled', async () => {
  const { stdout } = await runProgram(`${useBackend}
    WebAssembly.compile = async () => { throw new Error('Refused by the policy') }
    useBackend('wasm').catch(({ message, cause }) => console.log(JSON.stringify([message, cause.cause.message])))`)
  expect(JSON.parse(stdout)).toEqual([
    "useBackend: wasm: WebAssembly with SIMD must be allowed here, got Refused by the policy (a Content-Security-Policy needs 'wasm-unsafe-eval')",
    'Refused by the policy',
  ])
})

/** Of the files that TensorFlow.js fetches when it starts by itself. */
function binaryFolder(): string {
  return fileURLToPath(
    new URL('.', import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')),
  )
}
