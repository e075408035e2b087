import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { answerOf, question, type StandIn, standIn } from '../engine/stand-in.fixture'
import type { ServiceEvent } from './events'
import { service } from './service'

/** A service over stand-ins, the next of which `open` gives; an error in their place is thrown. */
async function started(...openings: (StandIn | Error)[]) {
  const opened = await service({
    async open() {
      const next = openings.shift()
      if (next === undefined) throw new Error('nothing left to open')
      if (next instanceof Error) throw next
      return next
    },
    batchSize: 4,
  })
  const events: ServiceEvent[] = []
  opened.listen((event) => void events.push(event))
  return { service: opened, events, typesOf: () => events.map(({ type }) => type) }
}

it('a hundred swaps under load lose no request, and no answer is of two models', async () => {
  const engines = Array.from({ length: 101 }, (_, i) => standIn(`v${i}`))
  const { service } = await started(...engines)
  let isOver = false
  let answered = 0
  const clients = Array.from({ length: 20 }, async (_, client) => {
    while (!isOver) {
      const counts = [client + 1, client + 2, client + 3]
      const { model, outcomes } = await service.ask(counts.map(question))
      expect(outcomes.map(answerOf)).toEqual(counts.map((score) => ({ item: model.version, score })))
      answered++
    }
  })
  for (let swap = 0; swap < 100; swap++) {
    expect(await service.reload()).toMatchObject({ result: 'swapped' })
    await sleep(1)
  }
  isOver = true
  await Promise.all(clients)
  expect(answered).toBeGreaterThan(100)
  expect(service.model?.version).toBe('v100')
  await vi.waitFor(() =>
    expect(engines.map(({ isClosed }) => isClosed)).toEqual([...Array(100).fill(true), false]),
  )
  await service.close()
  expect(engines[100]!.isClosed).toBe(true)
})

it('what the model before has begun it ends, while the next one already answers', async () => {
  const [old, next] = [standIn('old', { held: true, parallel: 2 }), standIn('next', { parallel: 2 })]
  const { service } = await started(old, next)
  const begun = service.ask([question(1)])
  await sleep(5)
  await service.reload()
  expect((await service.ask([question(2)])).model.version).toBe('next')
  expect(old.isClosed).toBe(false)
  old.release()
  expect((await begun).model.version).toBe('old')
  await vi.waitFor(() => expect(old.isClosed).toBe(true))
})

it('a model that cannot be opened is refused and reported; the previous one keeps answering', async () => {
  const { service, typesOf } = await started(standIn('a'), new Error('model.json: damaged'), standIn('b'))
  expect(await service.reload()).toMatchObject({
    result: 'refused',
    reason: new Error('model.json: damaged'),
  })
  expect(service.refused?.message).toBe('model.json: damaged')
  expect((await service.ask([question(1)])).model.version).toBe('a')
  await service.reload()
  expect(service.refused).toBeUndefined()
  expect((await service.ask([question(1)])).model.version).toBe('b')
  expect(typesOf()).toEqual(['refused', 'pass', 'swapped', 'pass'])
})

it('reads a lost model again, as often as it takes, and turns requests away until then', async () => {
  vi.useFakeTimers()
  try {
    const first = standIn('a')
    const { service, typesOf } = await started(first, new Error('no memory'), standIn('b'))
    first.lose()
    expect(service.model).toBeUndefined()
    await expect(service.ask([question(1)])).rejects.toThrow('no model is ready')
    await vi.advanceTimersByTimeAsync(1000)
    expect(typesOf()).toEqual(['lost', 'refused'])
    await vi.advanceTimersByTimeAsync(2000)
    expect(service.model?.version).toBe('b')
    expect(typesOf()).toEqual(['lost', 'refused', 'swapped'])
    await service.close()
  } finally {
    vi.useRealTimers()
  }
})

it('ends what a lost model has begun and frees it, at the latest when it closes', async () => {
  const lost = standIn('a', { held: true, parallel: 2 })
  const { service } = await started(lost, standIn('b'))
  const asked = service.ask([question(1)])
  await sleep(5)
  lost.lose()
  let isOver = false
  const closed = service.close().then(() => (isOver = true))
  await sleep(5)
  expect([lost.isClosed, isOver]).toEqual([false, false])
  lost.release()
  expect((await asked).model.version).toBe('a')
  await closed
  expect(lost.isClosed).toBe(true)
})

it('an equal refusal is an event once while the watch tries again, and each time that a reload is asked for', async () => {
  const away = new Error('shop: the database is away')
  const openings = [standIn('a'), away, away, new Error('shop: no table'), away, away, standIn('b')]
  let tryAgain: (isAgain?: boolean) => Promise<unknown> = async () => {}
  const opened = await service({
    async open() {
      const next = openings.shift()!
      if (next instanceof Error) throw next
      return next
    },
    watch(onChange) {
      tryAgain = onChange
      return () => {}
    },
  })
  const told: string[] = []
  opened.listen((event) => told.push(event.type === 'refused' ? event.reason.message : event.type))
  await tryAgain()
  await tryAgain(true)
  await tryAgain(true)
  await opened.reload()
  await opened.reload()
  await tryAgain(true)
  expect(told).toEqual([away.message, 'shop: no table', away.message, away.message, 'swapped'])
})

it('closing answers what was asked, and nothing after', async () => {
  const engine = standIn('a', { held: true })
  const { service } = await started(engine)
  const asked = Array.from({ length: 9 }, (_, i) => service.ask([question(i + 1)]))
  await sleep(5)
  const closed = service.close()
  engine.release()
  expect((await Promise.all(asked)).map(({ model }) => model.version)).toEqual(Array(9).fill('a'))
  await closed
  expect(engine.isClosed).toBe(true)
  await expect(service.ask([question(1)])).rejects.toThrow('no model is ready')
  expect((await service.reload()).result).toBe('refused')
})

it('closing gives up the model that is being opened, which is no event', async () => {
  const engine = standIn('a')
  const reason = async (signal: AbortSignal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return signal.reason
  }
  let openings = 0
  const opened = await service({
    async open(_, signal) {
      if (openings++ === 0) return engine
      throw await reason(signal!)
    },
  })
  const told: string[] = []
  opened.listen(({ type }) => told.push(type))
  const reloaded = opened.reload()
  await sleep(5)
  await opened.close()
  expect(await reloaded).toMatchObject({ result: 'refused', reason: { message: 'the service is closed' } })
  expect([openings, told, engine.isClosed]).toEqual([2, [], true])
})

it('does not start without a model', async () => {
  await expect(started(new Error('runs/x: must be the folder of a run'))).rejects.toThrow('runs/x')
})

it('what does not fit is closed and refused, and taken when that is forced', async () => {
  const engines = ['a', 'b', 'c'].map((version) => standIn(version))
  const openings = [...engines]
  const opened = await service({
    open: async () => openings.shift()!,
    misfit: (before, next) => new Error(`${next.model.version} is not like ${before.model.version}`),
  })
  expect(await opened.reload()).toEqual({
    ...{ result: 'refused', reason: new Error('b is not like a'), isForceable: true },
  })
  expect([opened.model?.version, opened.refused?.message]).toEqual(['a', 'b is not like a'])
  expect(engines.map(({ isClosed }) => isClosed)).toEqual([false, true, false])
  expect(await opened.reload({ force: true })).toMatchObject({ result: 'swapped' })
  expect([opened.model?.version, opened.refused]).toEqual(['c', undefined])
  await opened.close()
})
