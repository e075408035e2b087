import { SHARE_ENV, Worker } from 'node:worker_threads'
import { callAfter } from '@hvamp/random'
import type { Outcome, Question } from './engine'
import type { FromThread, ThreadData, ThreadReady, ToThread } from './thread-messages'
import { unavailable } from './unavailable'

/** A thread with a model that is ready to answer. */
export interface ModelThread extends ThreadReady {
  answer(questions: readonly Question[]): Promise<Outcome[]>
  /** Calls back once, should the thread end before it is stopped. */
  onLost(listener: (reason: Error) => void): void
  /** Ends the thread; questions it still has are not answered. */
  stop(): Promise<void>
}

/** Calls waiting for a message of the thread. */
interface Waiting {
  resolve(outcomes: Outcome[]): void
  reject(reason: Error): void
}

const patience = 2000 // milliseconds until a thread that is given up is ended, whatever it does

/** The built file beside this package's index. */
const modelThread = new URL('./model-thread.js', import.meta.url)

/**
 * Starts a thread and waits until its model is ready.
 *
 * @param program what runs in it
 * @throws what the thread says is wrong with the model or the backend; the signal's reason if it aborts before that
 */
export async function startThread(
  data: ThreadData,
  program = modelThread,
  signal?: AbortSignal,
): Promise<ModelThread> {
  signal?.throwIfAborted()
  const worker = new Worker(program, {
    workerData: data,
    execArgv: [],
    env: SHARE_ENV, // not a copy: libtensorflow reads its number of threads from the process's environment
    name: 'hvamp model',
  })
  const waiting = new Map<number, Waiting>()
  const listeners: ((reason: Error) => void)[] = []
  let next = 0
  let lost: Error | undefined
  let isStopping = false

  function lose(reason: Error): void {
    if (lost) return
    lost = reason
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
    if (!isStopping) for (const listener of listeners) listener(reason)
  }

  let endPatience = () => {}
  const giveUp = () => {
    worker.postMessage('give up' satisfies ToThread) // so that it leaves a database as it should
    endPatience = callAfter(patience, () => lose(signal!.reason))
  }
  signal?.addEventListener('abort', giveUp)
  const ready = await new Promise<ThreadReady>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if ('model' in message) return resolve(message)
      if ('failed' in message) return reject(Object.assign(message.failed, message.question))
      const { resolve: answer, reject: fail } = waiting.get(message.id)!
      waiting.delete(message.id)
      if ('outcomes' in message) answer(message.outcomes)
      else fail(message.error)
    })
    listeners.push(reject)
    worker.on('error', (cause) => {
      lose(unavailable(`the thread of the model failed: ${cause.message}`, 1, cause))
    })
    worker.on('exit', (code) => {
      lose(unavailable(`the thread of the model ended with code ${code}`, 1))
    })
  })
    .catch(async (reason: Error) => {
      isStopping = true
      await worker.terminate()
      signal?.throwIfAborted()
      throw reason
    })
    .finally(() => {
      signal?.removeEventListener('abort', giveUp)
      endPatience()
    })

  return {
    ...ready,
    answer(questions) {
      return new Promise((resolve, reject) => {
        if (lost) return reject(lost)
        const id = next++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, questions } satisfies ToThread)
      })
    },
    onLost: (listener) => (lost ? listener(lost) : void listeners.push(listener)),
    async stop() {
      isStopping = true
      await worker.terminate()
    },
  }
}
