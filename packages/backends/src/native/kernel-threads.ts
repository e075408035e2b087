import type { TensorInfo } from '@tensorflow/tfjs-core'
import { importPackage } from '../optional/import-package'
import type { Heap } from '../wasm/heap'
import type { KernelThreads } from '../wasm/in-parts'
import { type Simd, simdModuleFor } from '../wasm/simd'

/** Of a word in shared memory, by which a thread is told to run and tells that it has. */
const [idle, running, failed] = [0, 1, 2]
const mostValues = 32 // of a kernel
const headBytes = 16 // a word of state, the kernel's number, how many values it takes
const controlBytes = headBytes + 8 * mostValues

/** A thread has no file to load, so that bundlers need to know nothing of it. */
const source = `
const { parentPort, workerData: { module, memory, names, control } } = require('node:worker_threads')
const { exports } = new WebAssembly.Instance(module, { env: { memory } })
const kernels = names.map((name) => exports[name])
const words = new Int32Array(memory.buffer, control, 3)
const values = new Float64Array(memory.buffer, control + ${headBytes}, ${mostValues})
parentPort.postMessage('ready')
for (;;) {
  const state = Atomics.load(words, 0)
  if (state !== ${running}) {
    Atomics.wait(words, 0, state)
    continue
  }
  let end = ${idle}
  try {
    kernels[words[1]](...values.subarray(0, words[2]))
  } catch {
    end = ${failed}
  }
  Atomics.store(words, 0, end)
  Atomics.notify(words, 0)
}`

/**
 * Starts threads of Node that share the heap.
 *
 * They sleep between two calls: a thread that watched memory for its next call would take a core from the threads of a BLAS.
 *
 * @throws if one cannot be started
 */
export async function startKernelThreads(heap: Heap, simd: Simd, size: number): Promise<KernelThreads> {
  const { Worker } = await importPackage('node:worker_threads')
  const module = await simdModuleFor(heap.memory)
  const names = Object.keys(simd)
  const members: (Shared & { readonly room: TensorInfo; readonly worker: Thread })[] = []
  const end = async () => {
    await Promise.all(members.map(({ worker }) => worker.terminate()))
    for (const { room } of members) heap.release(room)
  }
  try {
    for (let member = 1; member < size; member++) {
      const room = heap.make([controlBytes / 4])
      const control = heap.offset(room)
      const words = heap.integers(control, 3)
      words[0] = idle
      const values = new Float64Array(heap.memory.buffer, control + headBytes, mostValues)
      const workerData = { module, memory: heap.memory, names, control }
      const worker: Thread = new Worker(source, { eval: true, workerData, execArgv: [] })
      members.push({ room, words, values, worker })
    }
    await Promise.all(members.map(({ worker }) => started(worker)))
  } catch (error) {
    await end()
    throw error
  }
  for (const { worker } of members) worker.unref()

  function start(name: keyof Simd, given: readonly unknown[], { words, values }: Shared): void {
    values.set(given.map(Number))
    words[1] = names.indexOf(name)
    words[2] = given.length
    Atomics.store(words, 0, running)
    Atomics.notify(words, 0)
  }

  return {
    size,
    run(name, [own, ...others]) {
      let wrong = false
      for (const [i, given] of others.entries()) start(name, given, members[i]!)
      try {
        ;(simd[name] as (...values: unknown[]) => unknown)(...own!)
      } finally {
        for (const { words } of members) {
          while (Atomics.load(words, 0) === running) Atomics.wait(words, 0, running)
          if (words[0] === failed) wrong = true
          words[0] = idle
        }
      }
      if (wrong) throw new Error(`wasm: ${name} failed in a thread`)
    },
    end,
  }
}

/** What is used of Node's `Worker`. */
interface Thread {
  once(event: 'message' | 'exit', listener: () => void): void
  once(event: 'error', listener: (error: Error) => void): void
  unref(): void
  terminate(): Promise<unknown>
}

function started(worker: Thread): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('a thread has ended before it was ready')))
  })
}

/** What a thread and the calling one both see. */
interface Shared {
  readonly words: Int32Array
  readonly values: Float64Array
}
