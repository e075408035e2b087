import { interactionsFrom } from '@hvamp/data'
import { histories, type Reload, type Service, type ServiceEvent } from '@hvamp/server'
import { expect, it } from 'vitest'
import { readingAgain } from './read-again'

const model = { name: 'ease', version: '1', run: 'r', items: 1 } as unknown as NonNullable<Service['model']>
const swapped: Reload = { result: 'swapped', model }
const unchanged: Reload = { result: 'unchanged', model }
const refused: Reload = { result: 'refused', reason: new Error('half a table'), isForceable: true }

/** A server of some users, whose next reloads end so; a forced one never is refused. */
async function served({ users, reloads = [] }: { users: number; reloads?: Reload[] }) {
  const state = { users }
  const found = await histories(async () =>
    interactionsFrom(Array.from({ length: state.users }, (_, user) => ({ user: `${user}`, item: 'a' }))),
  )
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
  const log = { info() {}, warn() {}, error() {} }
  const signal = new AbortController().signal
  return { state, found, forced, swap, hangUp: readingAgain({ service, histories: found, log, signal }) }
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
