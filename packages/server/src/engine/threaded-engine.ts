import { availableParallelism } from 'node:os'
import type { BackendName } from '@hvamp/backends'
import { requireKnown } from '@hvamp/random'
import type { Engine } from './engine'
import type { ItemTableSource } from './open-item-table'
import { locateRun } from './open-run'
import { type ModelThread, startThread } from './thread'

/** How a run is computed. */
export interface ThreadedEngineOptions {
  /** Folder of a run or a model, or a link to one. */
  readonly run: string
  /** What computes in each thread: 'auto' by default. */
  readonly backend?: BackendName | 'auto' | undefined
  /** Threads, each with the model in memory: 1 by default. */
  readonly threads?: number | undefined
  /** Threads of the BLAS in each of them: by default a core is left to the event loop and the others are shared out. */
  readonly blasThreads?: number | undefined
  /** The item table that rules ask and titles come from; it is read anew with each model. */
  readonly itemTable?: ItemTableSource | undefined
  /** Gives up opening it, and ends threads that read. */
  readonly signal?: AbortSignal | undefined
}

/** An engine in threads. */
export interface ThreadedEngine extends Engine {
  /** What computes in them. */
  readonly backend: BackendName
  /** The folder of the run, links followed. */
  readonly folder: string
}

/**
 * Reads a run into threads of their own, so that this one stays free, and tries it once.
 *
 * @throws if the run has no model, a file of it is damaged, or it does not give finite scores; the signal's reason if aborted
 * @example const engine = await threadedEngine({ run: 'runs/latest' })
 */
export async function threadedEngine(options: ThreadedEngineOptions): Promise<ThreadedEngine> {
  requireKnown('threadedEngine: options', options, {
    run: true,
    backend: true,
    threads: true,
    blasThreads: true,
    itemTable: true,
    signal: true,
  })
  const {
    run,
    backend = 'auto',
    threads: count = 1,
    blasThreads = Math.max(1, Math.floor((availableParallelism() - 1) / count)),
    itemTable,
    signal,
  } = options
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new Error(`threadedEngine: threads must be a positive integer, got ${count}`)
  }
  const located = await locateRun(run)
  const threads = await startAll(count, () => {
    const own = signal && AbortSignal.any([signal]) // for listeners to one signal are few
    return startThread({ located, backend, blasThreads, itemTable }, undefined, own)
  })
  const { model, backend: running, coverage, shape } = threads[0]!
  const other = threads.find((thread) => thread.model.version !== model.version)
  if (other) {
    await Promise.all(threads.map((thread) => thread.stop()))
    throw new Error(
      `${located.folder}: must stay as it is while it is read, got ${model.version}, then ${other.model.version}`,
    )
  }
  const underWay = new Map<ModelThread, number>(threads.map((thread) => [thread, 0]))
  const calls = new Set<Promise<unknown>>()

  return {
    model,
    coverage,
    shape,
    backend: running,
    folder: located.run,
    parallel: count,
    answer(questions) {
      const [thread, calling] = [...underWay].reduce((best, each) => (each[1] < best[1] ? each : best))
      underWay.set(thread, calling + 1)
      const call = thread.answer(questions).finally(() => {
        underWay.set(thread, underWay.get(thread)! - 1)
        calls.delete(call)
      })
      calls.add(call)
      return call
    },
    onLost(listener) {
      let isLost = false
      for (const thread of threads) {
        thread.onLost((reason) => {
          if (!isLost) listener(reason)
          isLost = true
        })
      }
    },
    async close() {
      await Promise.allSettled(calls)
      await Promise.all(threads.map((thread) => thread.stop()))
    },
  }
}

/** Starts all threads, or none. */
async function startAll(count: number, start: () => Promise<ModelThread>): Promise<ModelThread[]> {
  const started = await Promise.allSettled(Array.from({ length: count }, start))
  const threads = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const failed = started.find((each) => each.status === 'rejected')
  if (!failed) return threads
  await Promise.all(threads.map((thread) => thread.stop()))
  throw failed.reason
}
