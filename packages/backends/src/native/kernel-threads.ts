import { simdModule } from '../generated/simd'
import { importPackage } from '../optional/import-package'
import { fromBase64 } from '../wasm/from-base64'
import type { Heap } from '../wasm/heap'
import type { KernelThreads } from '../wasm/in-parts'
import { withSharedMemory } from '../wasm/shared-memory-module'
import type { Simd } from '../wasm/simd'

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
  const module = await WebAssembly.compile(withSharedMemory(fromBase64(simdModule)))
  const names = Object.keys(simd)
  const members = Array.from({ length: size - 1 }, () => {
    const room = heap.make([controlBytes / 4])
    const control = heap.offset(room)
    const words = heap.integers(control, 3)
    words[0] = idle
    const values = new Float64Array(heap.memory.buffer, control + headBytes, mostValues)
    const workerData = { module, memory: heap.memory, names, control }
    const worker = new Worker(source, { eval: true, workerData, execArgv: [] })
    const ready = new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
    return { room, words, values, worker, ready }
  })
  const end = async () => {
    await Promise.all(members.map(({ worker }) => worker.terminate()))
    for (const { room } of members) heap.release(room)
  }
  try {
    await Promise.all(members.map(({ ready }) => ready))
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
      for (const [i, given] of others.entries()) start(name, given, members[i]!)
      try {
        ;(simd[name] as (...values: unknown[]) => unknown)(...own!)
      } finally {
        for (const { words } of members) {
          while (Atomics.load(words, 0) === running) Atomics.wait(words, 0, running)
        }
      }
      const wrong = members.filter(({ words }) => words[0] === failed)
      for (const { words } of wrong) words[0] = idle
      if (wrong.length > 0) throw new Error(`wasm: ${name} failed in a thread`)
    },
    end,
  }
}

/** What a thread and the calling one both see. */
interface Shared {
  readonly words: Int32Array
  readonly values: Float64Array
}
