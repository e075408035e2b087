import { interactionsFrom } from '@hvamp/data'
import { histories, type Reload, type Service, type ServiceEvent } from '@hvamp/server'
import { afterEach, expect, it, vi } from 'vitest'
import { readingAgain } from './read-again'

afterEach(() => {
  vi.useRealTimers()
})

const model = { name: 'ease', version: '1', run: 'r', items: 1 } as unknown as NonNullable<Service['model']>
const swapped: Reload = { result: 'swapped', model }
const unchanged: Reload = { result: 'unchanged', model }
const refused: Reload = { result: 'refused', reason: new Error('half a table'), isForceable: true }

/** A server of some users, whose next reloads end so; a forced one never is refused. */
async function served({ users, reloads = [] }: { users: number; reloads?: Reload[] }) {
  const state = { users, isThere: true, reads: 0 }
  const found = await histories(async () => {
    state.reads++
    if (!state.isThere) throw new Error('shop: no answer')
    return interactionsFrom(
      Array.from({ length: state.users }, (_, user) => ({ user: `${user}`, item: 'a' })),
    )
  })
  const forced: boolean[] = []
  let tell: (event: ServiceEvent) => void = () => {}
  const swap = () => tell({ type: 'swapped', from: model, to: model, seconds: 0 })
  const service: Pick<Service, 'listen' | 'reload'> = {
    listen(listener) {
      tell = listener
      return () => {}
    },
    async reload({ force = false } = {}) {
      forced.push(force)
      const next = reloads.shift() ?? unchanged
      const reload = force && next.result === 'refused' ? swapped : next
      if (reload.result === 'swapped') swap()
      return reload
    },
  }
  const log = { info() {}, warn: vi.fn(), error: vi.fn() }
  const signal = new AbortController().signal
  return { state, found, forced, log, swap, hangUp: readingAgain({ service, histories: found, log, signal }) }
}

it('takes fewer histories at the second SIGHUP, also with a table that is read anew at each', async () => {
  for (const reloads of [[], [swapped, swapped]]) {
    const { state, found, hangUp } = await served({ users: 10, reloads })
    state.users = 2
    await hangUp()
    expect(found.users).toBe(10)
    await hangUp()
    expect(found.users).toBe(2)
  }
})

it('forces the table only where the table was refused, and the histories where they were', async () => {
  const { state, found, forced, hangUp } = await served({
    users: 10,
    reloads: [unchanged, refused, unchanged, refused],
  })
  state.users = 2
  await hangUp()
  await hangUp()
  expect([found.users, forced]).toEqual([2, [false, false]])
  state.users = 1
  await hangUp()
  expect([found.users, forced]).toEqual([1, [false, false, true]])
  state.users = 0
  await hangUp()
  expect([found.users, forced]).toEqual([1, [false, false, true, false]])
})

it('needs two SIGHUPs after a refusal that none asked for', async () => {
  const { state, found, swap, hangUp } = await served({ users: 10 })
  state.users = 2
  swap()
  await new Promise(setImmediate)
  await hangUp()
  expect(found.users).toBe(10)
  await hangUp()
  expect(found.users).toBe(2)
})

it('reads the histories with a model that takes over by itself', async () => {
  const { state, found, swap } = await served({ users: 10 })
  state.users = 20
  swap()
  await new Promise(setImmediate)
  expect(found.users).toBe(20)
})

it('reads histories again that could not be read, at growing intervals, and says so once', async () => {
  vi.useFakeTimers()
  for (const isSwap of [true, false]) {
    const { state, found, log, swap, hangUp } = await served({ users: 10 })
    Object.assign(state, { users: 20, isThere: false, reads: 0 })
    await (isSwap ? swap() : hangUp())
    await vi.advanceTimersByTimeAsync(8000)
    expect([state.reads, found.users]).toEqual([4, 10]) // after 0, 1, 3 and 7 seconds
    expect(log.error).toHaveBeenCalledTimes(1)
    state.isThere = true
    await vi.advanceTimersByTimeAsync(8000)
    expect([state.reads, found.users]).toEqual([5, 20])
    await vi.advanceTimersByTimeAsync(600_000)
    expect(state.reads).toBe(5)
  }
})

it('reads histories again that have too few users, and never forces them by itself', async () => {
  vi.useFakeTimers()
  const { state, found, log, swap } = await served({ users: 10 })
  Object.assign(state, { users: 2, reads: 0 })
  swap()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(found.users).toBe(10)
  expect(state.reads).toBe(20) // nine doubled pauses, then one in five minutes
  expect(log.warn).toHaveBeenCalledTimes(1)
  state.users = 12
  await vi.advanceTimersByTimeAsync(300_000)
  expect(found.users).toBe(12)
})
