// Threads start from the built file, so these tests are of the build.
import { cp, mkdtemp, readdir, rename, rm, symlink, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { writeTable } from '@hvamp/databases'
import { saveModel } from '@hvamp/models/node'
import autocannon from 'autocannon'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fittedEase } from './engine/fitted-ease.fixture'
import { question } from './engine/stand-in.fixture'

const built = new URL('../dist/index.js', import.meta.url).href
const { runService, serve, threadedEngine } = (await import(built)) as typeof import('./index')

let folder: string
let weights: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-threads-'))
  for (const seed of [1, 2]) {
    const model = await fittedEase(seed)
    await saveModel(model, join(folder, `run${seed}`, 'model'))
  }
  weights = (await readdir(join(folder, 'run1', 'model'))).find((name) => name.endsWith('.safetensors'))!
  await cp(join(folder, 'run1'), join(folder, 'damaged'), { recursive: true })
  await truncate(join(folder, 'damaged', 'model', weights), 1000)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Lets a link lead elsewhere in one step, as `ln -sfn` does not. */
async function linkTo(target: string, link: string): Promise<void> {
  await symlink(target, `${link}.new`)
  await rename(`${link}.new`, link)
}

describe('an engine in threads', () => {
  it('answers as the model does in this thread, whatever the thread', async () => {
    const engine = await threadedEngine({ run: join(folder, 'run1', 'model'), backend: 'cpu', threads: 2 })
    expect([engine.parallel, engine.model.run]).toEqual([2, 'run1'])
    const answers = await Promise.all([1, 2, 3, 4].map(() => engine.answer([question(3), question(5)])))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    await engine.close()
    await expect(engine.answer([question(1)])).rejects.toThrow('the thread of the model ended')
  })

  it.each([
    ['a folder that is not there', 'nowhere', /nowhere: must be the folder of a run or a model/],
    [
      'a folder without a model',
      '.',
      /must be the folder of a run or a model, got one without .*model\.json/,
    ],
  ])('does not start with %s', async (_what, run, message) => {
    await expect(threadedEngine({ run: join(folder, run), backend: 'cpu' })).rejects.toThrow(message)
  })

  it('does not start with a damaged model, and names the file', async () => {
    await expect(threadedEngine({ run: join(folder, 'damaged'), backend: 'cpu' })).rejects.toThrow(
      new RegExp(`${weights}: the file is damaged`),
    )
  })
})

it('a lost thread takes the others of its model with it: a new model has as many as the one before', async () => {
  const threads: Worker[] = []
  const add = (thread: Worker) => void threads.push(thread)
  process.on('worker', add)
  const alive = () => threads.filter(({ threadId }) => threadId > 0)
  try {
    const service = await runService({ run: join(folder, 'run1'), backend: 'cpu', threads: 2 })
    for (let loss = 0; loss < 2; loss++) {
      const swapped = new Promise<void>((resolve) => {
        const stop = service.listen(({ type }) => {
          if (type !== 'swapped') return
          stop()
          resolve()
        })
      })
      await alive()[0]!.terminate()
      await swapped
      expect(alive()).toHaveLength(2)
    }
    await service.close()
    expect([threads.length, alive().length]).toEqual([6, 0])
  } finally {
    process.off('worker', add)
  }
})

describe('a server over a link', () => {
  it('swaps models under load without a request lost or a mixture, refuses a broken one, and stays healthy', async () => {
    const link = join(folder, 'latest')
    await linkTo('run1', link)
    const service = await runService({ run: link, backend: 'cpu', watch: 0.05 })
    const server = await serve({ service, port: 0, logger: pino({ level: 'silent' }) })
    const expected = new Map<string, string>() // the list of each version, asked without load
    const body = JSON.stringify({ histories: [['1', '2'], ['3']], count: 5 })
    const ask = async () => {
      const response = await fetch(`${server.address}/recommend/many`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      const { answers, model } = (await response.json()) as { answers: unknown; model: { version: string } }
      return { answers: JSON.stringify(answers), version: model.version }
    }
    for (const run of ['run2', 'run1']) {
      await linkTo(run, link)
      await service.reload()
      const { answers, version } = await ask()
      expected.set(version, answers)
    }
    expect(expected.size).toBe(2)

    const mixtures: string[] = []
    let answered = 0
    let settle: (result: autocannon.Result) => void = () => {}
    const ended = new Promise<autocannon.Result>((resolve) => (settle = resolve))
    const load = autocannon(
      {
        url: server.address,
        connections: 20,
        duration: 60, // at most: it ends after a few swaps
        requests: [
          {
            method: 'POST',
            path: '/recommend/many',
            headers: { 'content-type': 'application/json' },
            body,
            onResponse(status, text) {
              const { answers, model } = JSON.parse(text)
              answered++
              if (status !== 200 || expected.get(model.version) !== JSON.stringify(answers))
                mixtures.push(text)
            },
          },
        ],
      },
      (_error, result) => settle(result),
    )
    let swaps = 0
    const stop = service.listen(({ type }) => {
      if (type === 'swapped') swaps++
    })
    while (swaps < 3) {
      await linkTo(swaps % 2 === 0 ? 'run2' : 'run1', link)
      const health = await fetch(`${server.address}/healthz`)
      expect(health.status).toBe(200)
      await sleep(100)
    }
    stop()
    load.stop()
    const { errors, timeouts, non2xx } = await ended
    expect({ errors, timeouts, non2xx, mixtures }).toEqual({
      errors: 0,
      timeouts: 0,
      non2xx: 0,
      mixtures: [],
    })
    expect(answered).toBeGreaterThan(100)

    const before = service.model!.version
    await linkTo('damaged', link)
    await vi.waitFor(() => expect(service.refused?.message).toContain('damaged'), 10_000)
    expect((await ask()).version).toBe(before)
    const ready = (await (await fetch(`${server.address}/readyz`)).json()) as {
      refused: string
      ready: boolean
      model: { run: string }
    }
    expect(ready).toMatchObject({ ready: true, refused: expect.stringContaining('the file is damaged') })
    expect(JSON.stringify(ready)).not.toContain(folder) // who asks need not know where things are
    expect(ready.model.run).toBe(swaps % 2 === 1 ? 'run2' : 'run1')
    await server.close()
  })

  it('says so when the files of a run are the ones that are served already', async () => {
    const service = await runService({ run: join(folder, 'run1'), backend: 'cpu' })
    expect(await service.reload()).toMatchObject({ result: 'unchanged' })
    await service.close()
  })

  it('reads the item table of a database with each model and at each reload, and says how it fits', async () => {
    const address = `sqlite:${join(folder, 'shop.sqlite')}`
    const write = (cheap: number) =>
      writeTable(
        address,
        Array.from({ length: 42 }, (_, i) => [String(i + 3), `Item ${i + 3}`, i + 3 === cheap ? 1 : 9]),
        {
          table: 'products',
          columns: [
            { name: 'sku', type: 'text' },
            { name: 'name', type: 'text' },
            { name: 'price', type: 'integer' },
          ],
          key: ['sku'],
        },
      )
    await write(7)
    const itemTable = { address, table: 'products' }
    const run = join(folder, 'run1')
    const service = await runService({ run, backend: 'cpu', itemTable })
    const fits = {
      table: 'products',
      rows: 42,
      rowsWithoutId: 0,
      rowsWithoutItem: 4,
      items: 40,
      itemsWithoutRow: 2,
    }
    expect(service.coverage).toEqual(fits)
    const cheap = async () => {
      const { outcomes } = await service.ask([{ ...question(3), rules: { where: 'price < 5' } }])
      return outcomes[0]
    }
    expect(await cheap()).toMatchObject({ answer: { items: [{ item: '7', title: 'Item 7' }] } })
    await write(8)
    expect(await service.reload()).toMatchObject({ result: 'swapped' })
    expect(await cheap()).toMatchObject({ answer: { items: [{ item: '8' }] } })
    const before = service.model
    await writeTable(address, [['8', 1]], {
      table: 'products',
      columns: [
        { name: 'sku', type: 'text' },
        { name: 'price', type: 'integer' },
      ],
      key: ['sku'],
    })
    expect(await service.reload()).toMatchObject({
      result: 'refused',
      reason: { message: "products: must have the column 'name', as the table before had, got none" },
      isForceable: true,
    })
    expect(service.model).toBe(before)
    expect(await service.reload({ force: true })).toMatchObject({ result: 'swapped' })
    expect(service.coverage?.rows).toBe(1)
    await rm(join(folder, 'shop.sqlite'))
    expect(await service.reload()).toMatchObject({
      result: 'refused',
      reason: { message: `${address}: must be a file, got no such file` },
    })
    expect(await cheap()).toMatchObject({ answer: { items: [{ item: '8' }] } })
    await service.close()
  })
})
