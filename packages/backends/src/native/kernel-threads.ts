import type { TensorInfo } from '@tensorflow/tfjs-core'
import { startThreads, type Thread } from '../optional/start-threads'
import type { Heap } from '../wasm/heap'
import type { KernelThreads } from '../wasm/in-parts'
import { type Simd, simdModuleFor } from '../wasm/simd'

/** Of a word in shared memory, by which a thread is told to run and tells that it has. */
const [idle, running, failed] = [0, 1, 2]
const mostValues = 32 // of a kernel
const headBytes = 16 // a word of state, the kernel's number, how many values it takes
const controlBytes = headBytes + 8 * mostValues

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
 * @param size with the calling one; fewer where the system does not let so many start
 * @throws if not one can be started
 */
export async function startKernelThreads(heap: Heap, simd: Simd, size: number): Promise<KernelThreads> {
  const module = await simdModuleFor(heap.memory)
  const names = Object.keys(simd)
  const rooms: TensorInfo[] = []
  let threads: readonly Thread[] = []
  const end = async () => {
    await Promise.all(threads.map((thread) => thread.terminate()))
    for (const room of rooms) heap.release(room)
  }
  try {
    for (let member = 1; member < size; member++) rooms.push(heap.make([controlBytes / 4]))
    const controls = rooms.map(heap.offset)
    threads = await startThreads(
      source,
      controls.map((control) => {
        heap.integers(control, 1)[0] = idle
        return { module, memory: heap.memory, names, control }
      }),
    )
    await Promise.all(threads.map(started))
  } catch (error) {
    await end()
    throw error
  }
  for (const thread of threads) thread.unref()
  const members = threads.map((_, member): Shared => {
    const control = heap.offset(rooms[member]!)
    return {
      words: heap.integers(control, 3),
      values: new Float64Array(heap.memory.buffer, control + headBytes, mostValues),
    }
  })

  function start(name: keyof Simd, given: readonly unknown[], { words, values }: Shared): void {
    values.set(given.map(Number))
    words[1] = names.indexOf(name)
    words[2] = given.length
    Atomics.store(words, 0, running)
    Atomics.notify(words, 0)
  }

  return {
    size: members.length + 1,
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

function started(thread: Thread): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.on('message', resolve)
    thread.on('error', reject)
    thread.on('exit', () => reject(new Error('a thread has ended before it was ready')))
  })
}

/** What a thread and the calling one both see. */
interface Shared {
  readonly words: Int32Array
  readonly values: Float64Array
}
