import { importPackage } from '../optional/import-package'
import type { KernelCall } from './row-kernels'

/** Threads that call kernels on one memory. */
export interface Crew {
  readonly size: number
  /** What a kernel returns in the thread of this number, which must have no other call to run. */
  run(member: number, call: KernelCall): Promise<number | undefined>
  /** Ends the threads, also while they compute: their calls never return then. */
  end(): Promise<void>
}

/** A thread has no file to load, so that bundlers need to know nothing of it. */
const source = `
const { parentPort, workerData } = require('node:worker_threads')
const { exports } = new WebAssembly.Instance(workerData.module, { env: { memory: workerData.memory } })
parentPort.on('message', ({ name, values }) => parentPort.postMessage(exports[name](...values)))`

/** What is used of Node's `Worker`. */
interface Thread {
  postMessage(value: unknown): void
  on(event: 'message', listener: (value: number | undefined) => void): void
  on(event: 'error', listener: (error: Error) => void): void
  terminate(): Promise<unknown>
}

/** Starts threads of Node, as many as the machine can run at once by default. */
export async function startCrew(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number | undefined,
): Promise<Crew> {
  const { Worker } = await importPackage('node:worker_threads')
  const size = threads ?? (await importPackage('node:os')).availableParallelism()
  const workerData = { module, memory }
  const members = Array.from({ length: size }, () =>
    memberOf(new Worker(source, { eval: true, workerData, execArgv: [] })),
  )
  return {
    size,
    run: (member, call) => members[member]!.run(call),
    end: async () => void (await Promise.all(members.map((member) => member.end()))),
  }
}

interface Waiting {
  resolve(value: number | undefined): void
  reject(error: Error): void
}

function memberOf(worker: Thread) {
  let waiting: Waiting | undefined
  let failure: Error | undefined
  worker.on('message', (value) => waiting?.resolve(value))
  worker.on('error', (error) => {
    failure = error
    waiting?.reject(error)
  })
  return {
    run(call: KernelCall): Promise<number | undefined> {
      return new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        waiting = { resolve, reject }
        worker.postMessage(call)
      })
    },
    async end() {
      waiting = undefined
      await worker.terminate()
    },
  }
}
