// Runs in a thread of its own: reads a model, then answers what it is asked, one message at a time.
import { parentPort, workerData } from 'node:worker_threads'
import { useBackend } from '@hvamp/backends'
import { isUndecided } from '@hvamp/data'
import { modelEngine } from './model-engine'
import { openItemTable } from './open-item-table'
import { openRun } from './open-run'
import { proveEngine } from './prove-engine'
import type { FromThread, ThreadData, ToThread } from './thread-messages'

const port = parentPort!
const { located, backend, blasThreads, itemTable } = workerData as ThreadData
const post = (message: FromThread) => port.postMessage(message)
const givenUp = new AbortController()
const giveUp = () => givenUp.abort()

try {
  port.once('message', giveUp) // nothing is asked before it is ready
  const running = await useBackend(backend, { threads: blasThreads })
  const { recommender, model } = await openRun(located)
  const table = itemTable && (await openItemTable(itemTable, givenUp.signal))
  const engine = modelEngine({ recommender, model, table })
  await proveEngine(engine, recommender.itemIds)
  port.off('message', giveUp)
  port.on('message', async (message: ToThread) => {
    if (message === 'give up') return // too late: it is ready
    const { id, questions } = message
    try {
      post({ id, outcomes: await engine.answer(questions) })
    } catch (error) {
      post({ id, error: error as Error })
    }
  })
  post({ model, backend: running.name, coverage: engine.coverage, shape: engine.shape })
} catch (error) {
  post({ failed: error as Error, question: isUndecided(error) ? { ...error } : undefined })
}
