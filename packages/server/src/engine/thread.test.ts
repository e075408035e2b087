import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { question } from './stand-in.fixture'
import { startThread } from './thread'
import { isUnavailable } from './unavailable'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-thread-'))
})
afterAll(() => rm(folder, { recursive: true }))

const data = { located: { run: 'nowhere', folder: 'nowhere' }, backend: 'cpu', blasThreads: 1 } as const
const ready = "port.postMessage({ model: { name: 'm', version: '1', run: 'r', items: 1 }, backend: 'cpu' })"

/** Starts a thread that runs this code in place of a model. */
async function started(name: string, code: string, signal?: AbortSignal) {
  const path = join(folder, `${name}.mjs`)
  await writeFile(path, `import { parentPort as port } from 'node:worker_threads'\n${code}\n`)
  return startThread(data, pathToFileURL(path), signal)
}

it.each([
  ['ends', 'process.exit(3)', 'the thread of the model ended with code 3'],
  [
    'throws',
    "setImmediate(() => { throw new Error('no memory') })",
    'the thread of the model failed: no memory',
  ],
])(
  'a thread that %s while it is asked: those who asked may ask again, and it is said once',
  async (name, end, message) => {
    const thread = await started(name, `${ready}\nport.on('message', () => { ${end} })`)
    const lost: string[] = []
    thread.onLost((reason) => lost.push(reason.message))
    const asked = [1, 2].map((count) => thread.answer([question(count)]))
    for (const each of await Promise.allSettled(asked)) {
      expect(each).toMatchObject({ status: 'rejected', reason: { message } })
      expect(each.status === 'rejected' && isUnavailable(each.reason)).toBe(true)
    }
    expect(lost).toEqual([message])
    await expect(thread.answer([question(3)])).rejects.toThrow(message)
    thread.onLost((reason) => lost.push(`late: ${reason.message}`))
    expect(lost).toEqual([message, `late: ${message}`])
  },
)

it('gives each call its own answer, in whatever order they come, and a failure to the call that failed', async () => {
  const code = `${ready}
    const kept = []
    port.on('message', (message) => {
      kept.push(message)
      if (kept.length < 3) return
      for (const { id, questions } of kept.reverse()) {
        const [{ count }] = questions
        port.postMessage(count === 2 ? { id, error: new Error('no scores') } : { id, outcomes: [{ refusal: String(count) }] })
      }
    })`
  const thread = await started('reverse', code)
  const results = await Promise.allSettled([1, 2, 3].map((count) => thread.answer([question(count)])))
  expect(results).toMatchObject([
    { value: [{ refusal: '1' }] },
    { reason: { message: 'no scores' } },
    { value: [{ refusal: '3' }] },
  ])
  await thread.stop()
})

it('does not start with what the thread says is wrong, nor with a program that does not run', async () => {
  const failed =
    "port.postMessage({ failed: new Error('model.json: must be JSON') })\nsetInterval(() => {}, 1000)"
  await expect(started('failed', failed)).rejects.toThrow('model.json: must be JSON')
  await expect(started('broken', 'this is no program')).rejects.toThrow('the thread of the model failed')
  await expect(started('empty', 'port.unref()')).rejects.toThrow('the thread of the model ended with code 0')
})

it('a thread that is stopped is not lost', async () => {
  const thread = await started('quiet', `${ready}\nport.on('message', () => {})`)
  const lost: string[] = []
  thread.onLost((reason) => lost.push(reason.message))
  const asked = thread.answer([question(1)]).catch((error: Error) => error.message)
  await thread.stop()
  expect(await asked).toMatch('the thread of the model ended')
  expect(lost).toEqual([])
})

it('a thread that reads for long is given up at the signal, and ended', async () => {
  const made = new Promise<Worker>((resolve) => process.once('worker', resolve))
  const controller = new AbortController()
  const reason = new Error('stopped')
  const starting = started('reads', 'setInterval(() => {}, 1000)', controller.signal)
  const ended = made.then((worker) => {
    controller.abort(reason)
    return once(worker, 'exit')
  })
  await expect(starting).rejects.toBe(reason)
  await ended
  await expect(started('reads', ready, controller.signal)).rejects.toBe(reason)
})
