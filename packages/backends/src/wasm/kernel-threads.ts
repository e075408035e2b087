import { simdModule } from '../generated/simd'
import { importPackage } from '../optional/import-package'
import { fromBase64 } from './from-base64'
import type { Heap } from './heap'
import { withSharedMemory } from './shared-memory-module'
import type { Simd } from './simd'

/** Threads that run kernels beside the one that calls them, on its heap. */
export interface KernelThreads {
  /** With the calling one. */
  readonly size: number
  /** Runs a kernel with each of the values, at most `size` of them, and returns when all calls have ended. @throws if one fails */
  run<Name extends keyof Simd>(name: Name, calls: readonly Parameters<Simd[Name]>[]): void
  end(): Promise<void>
}

/** Of a word in shared memory, by which a thread is told to run and tells that it has. */
const [idle, running, failed] = [0, 1, 2]
const mostValues = 32 // of a kernel
const controlBytes = 16 + 8 * mostValues // a word of state, the kernel's number, how many values, the values

/** A thread has no file to load, so that bundlers need to know nothing of it. */
const source = `
const { parentPort, workerData: { module, memory, names, control } } = require('node:worker_threads')
const { exports } = new WebAssembly.Instance(module, { env: { memory } })
const kernels = names.map((name) => exports[name])
const words = new Int32Array(memory.buffer, control, 3)
const values = new Float64Array(memory.buffer, control + 16, ${mostValues})
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
 */
export async function startKernelThreads(heap: Heap, simd: Simd, size: number): Promise<KernelThreads> {
  const { Worker } = await importPackage('node:worker_threads')
  const module = await WebAssembly.compile(withSharedMemory(fromBase64(simdModule)))
  const names = Object.keys(simd)
  const workers = await Promise.all(
    Array.from({ length: size - 1 }, async () => {
      const control = heap.offset(heap.make([controlBytes / 4]))
      const { memory } = heap
      heap.integers(control, 1)[0] = idle
      const worker = new Worker(source, {
        eval: true,
        workerData: { module, memory, names, control },
        execArgv: [],
      })
      await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
      worker.unref()
      return {
        worker,
        words: heap.integers(control, 3),
        values: new Float64Array(memory.buffer, control + 16, mostValues),
      }
    }),
  )

  return {
    size,
    run(name, [own, ...others]) {
      others.forEach((given, i) => {
        const { words, values } = workers[i]!
        values.set(given.map(Number))
        words[1] = names.indexOf(name)
        words[2] = given.length
        Atomics.store(words, 0, running)
        Atomics.notify(words, 0)
      })
      try {
        ;(simd[name] as (...values: unknown[]) => unknown)(...own!)
      } finally {
        for (let i = 0; i < others.length; i++) {
          const { words } = workers[i]!
          while (Atomics.load(words, 0) === running) Atomics.wait(words, 0, running)
        }
      }
      if (workers.some(({ words }) => words[0] === failed))
        throw new Error(`wasm: ${name} failed in a thread`)
    },
    async end() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()))
    },
  }
}
