import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import { elasticNetSolver } from './elastic-net'
import { columnsDone, columnsInStep, type SolveColumns } from './solve-columns'
import type { SparseVector } from './sparse-vector'

export interface ThreadOptions {
  /** As many as the machine can run at once by default. */
  readonly threads?: number | undefined
}

const schema = z.strictObject({ threads: count.optional() })

/** A thread has no module to load, so that bundlers need to know nothing of it: its source is that of the solver. */
const source = `
const { parentPort, workerData } = require('node:worker_threads')
const solve = (${elasticNetSolver})(workerData)
parentPort.on('message', ({ from, to }) => {
  const columns = []
  for (let column = from; column < to; column++) columns.push(solve(column))
  parentPort.postMessage(columns)
})`

interface Solved {
  readonly worker: Worker
  readonly from: number
  readonly columns: readonly SparseVector[]
}

/**
 * Solves SLIM's columns in threads of Node, which share one more copy of its matrix: 8 · items² bytes.
 *
 * @throws if threads is not a positive integer
 * @example const model = slim({ l1: 1, l2: 1 }, inThreads({ threads: 4 }))
 */
export function inThreads(options: ThreadOptions = {}): SolveColumns {
  const { threads = availableParallelism() } = checked(schema, options, 'inThreads')
  return async function* ({ gram, size, ...penalties }) {
    const shared = new Float64Array(new SharedArrayBuffer(gram.byteLength))
    shared.set(gram)
    const workerData = { gram: shared, size, ...penalties }
    const workerCount = Math.min(threads, Math.ceil(size / columnsInStep))
    const workers: Worker[] = []
    const columns = new Array<SparseVector>(size)
    const running = new Map<Worker, Promise<Solved>>()
    let asked = 0
    let done = 0

    function ask(worker: Worker): void {
      const from = asked
      if (from === size) return
      asked = Math.min(size, from + columnsInStep)
      worker.postMessage({ from, to: asked })
      running.set(
        worker,
        once(worker, 'message').then(([columns]) => ({ worker, from, columns })),
      )
    }

    try {
      while (workers.length < workerCount)
        workers.push(new Worker(source, { eval: true, workerData, execArgv: [] }))
      for (const worker of workers) ask(worker)
      while (running.size > 0) {
        const { worker, from, columns: solved } = await Promise.race(running.values())
        for (const [i, column] of solved.entries()) columns[from + i] = column
        done += solved.length
        running.delete(worker)
        ask(worker)
        yield columnsDone(done, size)
      }
      return columns
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()))
    }
  }
}
