import { importPackage } from './import-package'

/** What is used of Node's `Worker`. */
export interface Thread {
  postMessage(value: unknown): void
  on(event: 'message', listener: (value: never) => void): void
  on(event: 'error', listener: (error: Error) => void): void
  on(event: 'exit', listener: () => void): void
  unref(): void
  terminate(): Promise<unknown>
}

/**
 * Starts threads of Node, one for each of the data, as many of them as the system lets start. They have no file to load, so that bundlers need
 * to know nothing of them.
 *
 * @param source of CommonJS
 * @throws if not one can be started
 */
export async function startThreads(source: string, data: readonly unknown[]): Promise<Thread[]> {
  const { Worker } = await importPackage('node:worker_threads')
  const threads: Thread[] = []
  for (const workerData of data) {
    try {
      threads.push(new Worker(source, { eval: true, workerData, execArgv: [] }))
    } catch (error) {
      if (threads.length === 0) throw error
      break
    }
  }
  return threads
}
