import { isAddressSpaceLimited } from '../optional/address-space'
import { importPackage } from '../optional/import-package'
import { startThreads, type Thread } from '../optional/start-threads'
import type { KernelCall } from './row-kernels'

/** Threads that call kernels on one memory. */
export interface Crew {
  readonly size: number
  /** What a kernel returns in the thread of this number, which must have no other call to run. */
  run(member: number, call: KernelCall): Promise<number | undefined>
  /** Ends the threads, also while they compute: their calls never return then. */
  end(): Promise<void>
}

const source = `
const { parentPort, workerData } = require('node:worker_threads')
const { exports } = new WebAssembly.Instance(workerData.module, { env: { memory: workerData.memory } })
parentPort.on('message', ({ name, values }) => parentPort.postMessage(exports[name](...values)))`

/**
 * Starts threads of Node.
 *
 * @param threads as many as the machine can run at once by default; fewer where the system does not let so many start, one where it limits addresses
 * @throws if not one can be started
 */
export async function startCrew(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number | undefined,
): Promise<Crew> {
  const wanted = threads ?? (await importPackage('node:os')).availableParallelism()
  const most = (await isAddressSpaceLimited()) ? 1 : wanted
  const data = Array.from({ length: most }, () => ({ module, memory }))
  const members = (await startThreads(source, data)).map(memberOf)
  return {
    size: members.length,
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
  worker.on('message', (value: number | undefined) => waiting?.resolve(value))
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
